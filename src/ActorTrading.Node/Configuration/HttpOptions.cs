namespace ActorTrading.Node.Configuration;

/// <summary>The HTTP facade.</summary>
public sealed record HttpOptions
{
    /// <summary>An IP address, <c>localhost</c>, or <c>*</c> for all.</summary>
    public required string Address { get; init; }

    /// <summary>0 takes a free port.</summary>
    public required int Port { get; init; }

    /// <summary>Most bars one answer holds.</summary>
    public required int BarsPageLimit { get; init; }
}
