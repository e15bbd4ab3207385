namespace ActorTrading.Actors.Event;

/// <summary>A message that was thrown away on purpose: a full buffer, a rule.</summary>
/// <param name="Reason">Goes to the log, without a full stop.</param>
public sealed record Dropped(object Message, string Reason, IActorRef Sender, IActorRef Recipient) : AllDeadLetters(Message, Sender, Recipient)
{
    /// <summary>Without a sender.</summary>
    public Dropped(object message, string reason, IActorRef recipient)
        : this(message, reason, ActorRefs.NoSender, recipient)
    {
    }
}
