namespace ActorTrading.Actors.Persistence.Query;

/// <summary>Before the first event.</summary>
public sealed class NoOffset : Offset
{
    private NoOffset()
    {
    }

    /// <summary>The only one; it has no state.</summary>
    public static NoOffset Instance { get; } = new();

    /// <summary><c>NoOffset</c>, for logs.</summary>
    public override string ToString() => "NoOffset";
}
