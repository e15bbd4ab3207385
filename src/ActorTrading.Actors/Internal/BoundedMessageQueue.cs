using ActorTrading.Actors.Dispatch;

namespace ActorTrading.Actors.Internal;

/// <summary>Those that have room, and behind them those that wait for it.</summary>
internal sealed class BoundedMessageQueue(ActorSystemImpl system, IActorRef owner, int capacity, TimeSpan pushTimeOut)
    : IMessageQueue, IBoundedMessageQueueSemantics
{
    private readonly Lock _lock = new();
    private readonly Queue<Envelope> _inside = new();
    private readonly Queue<(Envelope Envelope, long Since)> _waiting = new();
    private ITimer? _timer;

    public TimeSpan PushTimeOut => pushTimeOut;

    public bool HasMessages => Count > 0;

    public int Count
    {
        get
        {
            lock (_lock)
            {
                return _inside.Count + _waiting.Count;
            }
        }
    }

    public void Enqueue(IActorRef receiver, Envelope envelope)
    {
        if (!TryEnqueue(envelope))
        {
            Refuse(envelope);
        }
    }

    public void EnqueueAnyway(Envelope envelope)
    {
        lock (_lock)
        {
            _inside.Enqueue(envelope);
        }
    }

    public bool TryDequeue(out Envelope envelope)
    {
        lock (_lock)
        {
            if (!_inside.TryDequeue(out envelope))
            {
                return false;
            }

            if (_inside.Count < capacity && _waiting.TryDequeue(out var next))
            {
                _inside.Enqueue(next.Envelope);
            }

            return true;
        }
    }

    private bool TryEnqueue(Envelope envelope)
    {
        lock (_lock)
        {
            // Nobody overtakes those that wait.
            if (_inside.Count < capacity)
            {
                _inside.Enqueue(envelope);
                return true;
            }

            if (pushTimeOut == TimeSpan.Zero || _waiting.Count >= capacity)
            {
                return false;
            }

            _waiting.Enqueue((envelope, system.TimeProvider.GetTimestamp()));
            if (_waiting.Count == 1)
            {
                Wait(pushTimeOut);
            }

            return true;
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
        }

        late.ForEach(Refuse);
    }

    private void Refuse(Envelope envelope) => system.DeadLettersRef.Undelivered(envelope.Message, envelope.Sender, owner);
}
