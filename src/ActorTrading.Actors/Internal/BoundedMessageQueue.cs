using ActorTrading.Actors.Dispatch;

namespace ActorTrading.Actors.Internal;

/// <summary>
/// Those that have room, and behind them those that wait for it. Senders and receiver meet without a lock as long as there is room;
/// what finds none takes the lock of the waiting line.
/// </summary>
internal sealed class BoundedMessageQueue(ActorSystemImpl system, IActorRef owner, int capacity, TimeSpan pushTimeOut)
    : IMessageQueue, IBoundedMessageQueueSemantics
{
    private readonly MessageQueue _inside = new();
    private readonly Lock _lock = new();
    private readonly Queue<(Envelope Envelope, long Since)> _waiting = new();
    private int _insideCount;
    private int _waitingCount;
    private ITimer? _timer;

    public TimeSpan PushTimeOut => pushTimeOut;

    public bool HasMessages => Count > 0;

    public int Count => Volatile.Read(ref _insideCount) + Volatile.Read(ref _waitingCount);

    public void Enqueue(IActorRef receiver, Envelope envelope)
    {
        // Nobody overtakes those that wait.
        if (Volatile.Read(ref _waitingCount) == 0 && TryTakeRoom())
        {
            _inside.Enqueue(envelope.Message, envelope.Sender);
        }
        else if (!TryWait(envelope))
        {
            Refuse(envelope);
        }
    }

    public void EnqueueAnyway(Envelope envelope)
    {
        Interlocked.Increment(ref _insideCount);
        _inside.Enqueue(envelope.Message, envelope.Sender);
    }

    public bool TryDequeue(out Envelope envelope)
    {
        if (Volatile.Read(ref _waitingCount) > 0)
        {
            FillUp();
        }

        if (!_inside.TryDequeue(out var message, out var sender))
        {
            envelope = default;
            return false;
        }

        envelope = new Envelope(message, sender);
        Interlocked.Decrement(ref _insideCount);
        if (Volatile.Read(ref _waitingCount) > 0)
        {
            FillUp();
        }

        return true;
    }

    private bool TryTakeRoom()
    {
        var count = Volatile.Read(ref _insideCount);
        while (count < capacity)
        {
            var seen = Interlocked.CompareExchange(ref _insideCount, count + 1, count);
            if (seen == count)
            {
                return true;
            }

            count = seen;
        }

        return false;
    }

    private bool TryWait(Envelope envelope)
    {
        lock (_lock)
        {
            if (_waiting.Count == 0 && TryTakeRoom())
            {
                _inside.Enqueue(envelope.Message, envelope.Sender);
                return true;
            }

            if (pushTimeOut == TimeSpan.Zero || _waiting.Count >= capacity)
            {
                return false;
            }

            _waiting.Enqueue((envelope, system.TimeProvider.GetTimestamp()));
            Volatile.Write(ref _waitingCount, _waiting.Count);
            if (_waiting.Count == 1)
            {
                Wait(pushTimeOut);
            }

            return true;
        }
    }

    /// <summary>Those that wait come in as far as there is room; they count as waiting until they are in, so that nobody gets before them.</summary>
    private void FillUp()
    {
        lock (_lock)
        {
            while (_waiting.TryPeek(out var first) && TryTakeRoom())
            {
                _waiting.Dequeue();
                _inside.Enqueue(first.Envelope.Message, first.Envelope.Sender);
            }

            Volatile.Write(ref _waitingCount, _waiting.Count);
        }
    }

    private void Wait(TimeSpan time)
    {
        _timer ??= system.TimeProvider.CreateTimer(
            static state => ((BoundedMessageQueue)state!).Expire(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _timer.Change(time, Timeout.InfiniteTimeSpan);
    }

    private void Expire()
    {
        var late = new List<Envelope>();
        lock (_lock)
        {
            while (_waiting.TryPeek(out var first))
            {
                var left = pushTimeOut - system.TimeProvider.GetElapsedTime(first.Since);
                if (left > TimeSpan.Zero)
                {
                    Wait(left);
                    break;
                }

                late.Add(_waiting.Dequeue().Envelope);
            }

            Volatile.Write(ref _waitingCount, _waiting.Count);
        }

        late.ForEach(Refuse);
    }

    private void Refuse(Envelope envelope) => system.DeadLettersRef.Undelivered(envelope.Message, envelope.Sender, owner);
}
