namespace ActorTrading.Actors;

/// <summary>No message came for the time set with <see cref="IActorContext.SetReceiveTimeout"/>.</summary>
public sealed class ReceiveTimeout : IPossiblyHarmful
{
    private ReceiveTimeout()
    {
    }

    /// <summary>The message; it has no content, so one will do.</summary>
    public static ReceiveTimeout Instance { get; } = new();

    /// <summary><c>&lt;ReceiveTimeout&gt;</c>, for logs.</summary>
    public override string ToString() => "<ReceiveTimeout>";
}
