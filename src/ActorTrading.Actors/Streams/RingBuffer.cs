using System.Numerics;
using System.Runtime.CompilerServices;

namespace ActorTrading.Actors.Streams;

/// <summary>
/// A ring without locks. Element by element visible to the consumer, but each side looks at the other's counter only once per run of elements,
/// and a producer that found no room is woken when half of it is free again.
/// </summary>
internal sealed class RingBuffer<T> : StreamBuffer<T>
{
    private readonly T[] _slots;
    private readonly int _mask;
    private readonly int _capacity;
    private readonly int _half;
    private readonly OverflowStrategy _strategy;
    private readonly AsyncSignal _writable = new();
    private RingCounters _counters;
    private volatile bool _producerParked;
    private volatile bool _closed;

    /// <param name="strategy">Backpressure, DropNew or Fail: those that leave buffered elements alone.</param>
    public RingBuffer(int capacity, OverflowStrategy strategy)
    {
        _capacity = capacity;
        _half = capacity / 2;
        _strategy = strategy;
        _slots = new T[BitOperations.RoundUpToPowerOf2((uint)capacity)];
        _mask = _slots.Length - 1;
        _counters.PutUntil = capacity;
    }

    protected override bool IsEmpty => Volatile.Read(ref _counters.Tail) == _counters.Head;

    public override ValueTask<bool> WriteAsync(T item)
    {
        var tail = _counters.Tail;
        if (tail < _counters.PutUntil || HasRoom(tail))
        {
            Put(item, tail);
            return new ValueTask<bool>(!_closed);
        }

        return _strategy switch
        {
            OverflowStrategy.Backpressure => WaitAndWriteAsync(item),
            OverflowStrategy.DropNew => new ValueTask<bool>(!_closed),
            _ => throw new BufferOverflowException($"The buffer of {_capacity} elements is full."),
        };
    }

    public override bool TryTake(out T item)
    {
        var head = _counters.Head;
        if (head == _counters.TakeUntil && !LookAhead(head))
        {
            item = default!;
            return false;
        }

        ref var slot = ref _slots[head & _mask];
        item = slot;
        if (RuntimeHelpers.IsReferenceOrContainsReferences<T>())
        {
            slot = default!;
        }

        Volatile.Write(ref _counters.Head, head + 1);
        if (head + 1 == _counters.TakeUntil)
        {
            WakeProducer(head + 1);
        }

        return true;
    }

    public override void Close()
    {
        _closed = true;
        _writable.Set();
    }

    private async ValueTask<bool> WaitAndWriteAsync(T item)
    {
        while (!_closed)
        {
            _producerParked = true;
            Interlocked.MemoryBarrier();
            var tail = _counters.Tail;
            if (tail - Volatile.Read(ref _counters.Head) <= _half)
            {
                _producerParked = false;
                HasRoom(tail);
                Put(item, tail);
                return true;
            }

            await _writable.WaitAsync().ConfigureAwait(false);
        }

        return false;
    }

    private void Put(T item, long tail)
    {
        _slots[tail & _mask] = item;
        Volatile.Write(ref _counters.Tail, tail + 1);
        WakeConsumer();
    }

    private bool HasRoom(long tail)
    {
        _counters.PutUntil = Volatile.Read(ref _counters.Head) + _capacity;
        return tail < _counters.PutUntil;
    }

    private void WakeProducer(long head)
    {
        Interlocked.MemoryBarrier();
        if (_producerParked && Volatile.Read(ref _counters.Tail) - head <= _half)
        {
            _producerParked = false;
            _writable.Set();
        }
    }

    /// <summary>The next run: half of half a ring at most, so that a waiting producer is woken while there is something left to take.</summary>
    private bool LookAhead(long head)
    {
        _counters.TakeUntil = Math.Min(Volatile.Read(ref _counters.Tail), head + Math.Max(1, _half / 2));
        return head < _counters.TakeUntil;
    }
}
