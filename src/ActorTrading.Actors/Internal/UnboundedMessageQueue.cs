using System.Collections.Concurrent;
using ActorTrading.Actors.Dispatch;

namespace ActorTrading.Actors.Internal;

/// <summary>For those who wrap the default mailbox; the kernel itself has a quicker one.</summary>
internal sealed class UnboundedMessageQueue : IMessageQueue, IUnboundedMessageQueueSemantics
{
    private readonly ConcurrentQueue<Envelope> _queue = new();

    public bool HasMessages => !_queue.IsEmpty;

    public int Count => _queue.Count;

    public void Enqueue(IActorRef receiver, Envelope envelope) => _queue.Enqueue(envelope);

    public bool TryDequeue(out Envelope envelope) => _queue.TryDequeue(out envelope);
}
