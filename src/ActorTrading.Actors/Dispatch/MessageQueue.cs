using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace ActorTrading.Actors.Dispatch;

/// <summary>
/// Unbounded queue for many producers and one consumer. A producer claims a slot with one atomic increment and then publishes into it,
/// so nothing is allocated per message. The increment is also the fence that pairs with the consumer's change to idle:
/// a claimed slot counts as "not empty" even before it is published.
/// </summary>
internal sealed class MessageQueue
{
    private const int FirstCapacity = 8;
    private const int MaxCapacity = 1024;

    private Segment _tail;
    private Segment _head;
    private int _read;

    public MessageQueue()
    {
        _head = _tail = new Segment(FirstCapacity);
    }

    /// <summary>Consumer only; exact when no producer is under way.</summary>
    public bool IsEmpty
    {
        get
        {
            var head = _head;
            return _read < head.Slots.Length
                ? _read >= Volatile.Read(ref head.Claimed)
                : Volatile.Read(ref head.Next) is null;
        }
    }

    /// <summary>An estimate, from any thread; walks the segments.</summary>
    public int Count
    {
        get
        {
            var count = -Volatile.Read(ref _read);
            for (var segment = Volatile.Read(ref _head); segment is not null; segment = Volatile.Read(ref segment.Next))
            {
                count += Math.Min(Volatile.Read(ref segment.Claimed), segment.Slots.Length);
            }

            return Math.Max(0, count);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Enqueue(object message, IActorRef? sender)
    {
        var tail = Volatile.Read(ref _tail);
        var index = Interlocked.Increment(ref tail.Claimed) - 1;
        var slots = tail.Slots;
        if ((uint)index < (uint)slots.Length)
        {
            ref var slot = ref slots[index];
            slot.Sender = sender;
            Volatile.Write(ref slot.Message, message);
        }
        else
        {
            EnqueueSlow(message, sender);
        }
    }

    /// <summary>Consumer only.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryDequeue([NotNullWhen(true)] out object? message, out IActorRef? sender)
    {
        var slots = _head.Slots;
        if ((uint)_read < (uint)slots.Length)
        {
            ref var slot = ref slots[_read];
            message = Volatile.Read(ref slot.Message);
            if (message is not null)
            {
                sender = slot.Sender;
                slot.Message = null;
                slot.Sender = null;
                _read++;
                return true;
            }
        }

        return TryDequeueSlow(out message, out sender);
    }

    private void EnqueueSlow(object message, IActorRef? sender)
    {
        while (true)
        {
            var tail = Volatile.Read(ref _tail);
            var index = Interlocked.Increment(ref tail.Claimed) - 1;
            if ((uint)index < (uint)tail.Slots.Length)
            {
                ref var slot = ref tail.Slots[index];
                slot.Sender = sender;
                Volatile.Write(ref slot.Message, message);
                return;
            }

            var next = Volatile.Read(ref tail.Next);
            if (next is null)
            {
                // A consumer that keeps up needs no more room than it has: growing would only hold memory.
                var isNearlyRead = ReferenceEquals(Volatile.Read(ref _head), tail) && tail.Slots.Length - Volatile.Read(ref _read) <= tail.Slots.Length / 4;
                var fresh = new Segment(isNearlyRead ? tail.Slots.Length : Math.Min(tail.Slots.Length * 4, MaxCapacity));
                next = Interlocked.CompareExchange(ref tail.Next, fresh, null) ?? fresh;
            }

            Interlocked.CompareExchange(ref _tail, next, tail);
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private bool TryDequeueSlow([NotNullWhen(true)] out object? message, out IActorRef? sender)
    {
        message = null;
        sender = null;
        if (IsEmpty)
        {
            return false;
        }

        if (_read == _head.Slots.Length)
        {
            _head = _head.Next!;
            _read = 0;
            if (IsEmpty)
            {
                return false;
            }
        }

        ref var slot = ref _head.Slots[_read];
        var wait = default(SpinWait);
        while (Volatile.Read(ref slot.Message) is null)
        {
            wait.SpinOnce(); // claimed, about to be published
        }

        message = slot.Message!;
        sender = slot.Sender;
        slot = default;
        _read++;
        return true;
    }

    private struct Slot
    {
        public object? Message;
        public IActorRef? Sender;
    }

    private sealed class Segment(int capacity)
    {
        public readonly Slot[] Slots = new Slot[capacity];
        public int Claimed;
        public Segment? Next;
    }
}
