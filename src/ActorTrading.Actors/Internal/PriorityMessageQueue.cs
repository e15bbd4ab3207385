using ActorTrading.Actors.Dispatch;

namespace ActorTrading.Actors.Internal;

internal sealed class PriorityMessageQueue(Func<object, int> priorityOf) : IMessageQueue, IUnboundedMessageQueueSemantics
{
    private readonly Lock _lock = new();
    private readonly PriorityQueue<Envelope, (int Priority, long Order)> _queue = new();
    private long _order;

    public bool HasMessages => Count > 0;

    public int Count
    {
        get
        {
            lock (_lock)
            {
                return _queue.Count;
            }
        }
    }

    public void Enqueue(IActorRef receiver, Envelope envelope)
    {
        var priority = priorityOf(envelope.Message);
        lock (_lock)
        {
            _queue.Enqueue(envelope, (priority, _order++));
        }
    }

    public bool TryDequeue(out Envelope envelope)
    {
        lock (_lock)
        {
            return _queue.TryDequeue(out envelope, out _);
        }
    }
}
