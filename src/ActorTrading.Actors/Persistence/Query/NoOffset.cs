namespace ActorTrading.Actors.Persistence.Query;

/// <summary>Before the first event.</summary>
public sealed class NoOffset : Offset
{
    private NoOffset()
    {
    }

    public static NoOffset Instance { get; } = new();

    public override string ToString() => "NoOffset";
}
