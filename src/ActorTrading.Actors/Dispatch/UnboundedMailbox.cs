using ActorTrading.Actors.Internal;

namespace ActorTrading.Actors.Dispatch;

/// <summary>First in, first out, any number of messages: the default.</summary>
public sealed class UnboundedMailbox : MailboxType
{
    /// <inheritdoc/>
    public override IMessageQueue Create(IActorRef owner, ActorSystem system) => new UnboundedMessageQueue();
}
