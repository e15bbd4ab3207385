using ActorTrading.Actors.Internal;

namespace ActorTrading.Actors.Dispatch;

/// <summary>Urgent messages first, any number of them; those of one priority in the order in which they came.</summary>
public abstract class UnboundedPriorityMailbox : MailboxType
{
    /// <summary>Priority of a message: lower comes first. Called on the sender's thread: must be quick and must not throw.</summary>
    protected abstract int PriorityGenerator(object message);

    /// <inheritdoc/>
    public sealed override IMessageQueue Create(IActorRef owner, ActorSystem system) => new PriorityMessageQueue(PriorityGenerator);
}
