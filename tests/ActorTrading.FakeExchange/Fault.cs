namespace ActorTrading.FakeExchange;

/// <summary>One way to misbehave and how often.</summary>
/// <param name="Kind">The way.</param>
public sealed record Fault(FaultKind Kind)
{
    /// <summary>Of each request or pushed message that it applies to; from 0 to 1.</summary>
    public double Probability { get; init; } = 1;

    /// <summary>How often at most.</summary>
    public int Count { get; init; } = int.MaxValue;

    /// <summary>Only where the path of the request, or the channel or stream of the push, contains this; empty = everywhere.</summary>
    public string Endpoint { get; init; } = "";

    /// <summary>How late, where lateness is the fault; how long to wait, where an answer tells that.</summary>
    public TimeSpan Delay { get; init; } = TimeSpan.FromSeconds(1);

    internal bool IsPush => Kind >= FaultKind.GarbagePush;
}
