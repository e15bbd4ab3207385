namespace ActorTrading.Actors;

/// <summary>Makes the receiver throw <see cref="ActorKilledException"/>.</summary>
public sealed class Kill : IAutoReceivedMessage, IPossiblyHarmful
{
    private Kill()
    {
    }

    /// <summary>The message; it has no content, so one will do.</summary>
    public static Kill Instance { get; } = new();

    /// <summary><c>&lt;Kill&gt;</c>, for logs.</summary>
    public override string ToString() => "<Kill>";
}
