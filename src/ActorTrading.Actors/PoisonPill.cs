namespace ActorTrading.Actors;

/// <summary>Stops the receiver when its turn in the mailbox comes.</summary>
public sealed class PoisonPill : IAutoReceivedMessage, IPossiblyHarmful, IDeadLetterSuppression
{
    private PoisonPill()
    {
    }

    /// <summary>The message; it has no content, so one will do.</summary>
    public static PoisonPill Instance { get; } = new();

    /// <summary><c>&lt;PoisonPill&gt;</c>, for logs.</summary>
    public override string ToString() => "<PoisonPill>";
}
