namespace ActorTrading.Actors.Dispatch;

/// <summary>Makes the message queues of actors whose <see cref="Props.WithMailbox"/> names it in <see cref="ActorSystemOptions.Mailboxes"/>.</summary>
public abstract class MailboxType
{
    /// <summary>A queue of its own for each actor; used again when the actor restarts.</summary>
    public abstract IMessageQueue Create(IActorRef owner, ActorSystem system);
}
