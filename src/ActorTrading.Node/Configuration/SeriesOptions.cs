using ActorTrading.Feeds.Observations;

namespace ActorTrading.Node.Configuration;

/// <summary>An external series.</summary>
public sealed record SeriesOptions
{
    /// <summary>The name of its section.</summary>
    public required string Name { get; init; }

    public required ObservationSourceOptions Source { get; init; }

    /// <summary>Between two fetches by the node; zero for none.</summary>
    public required TimeSpan Every { get; init; }

    /// <summary>A value whose event is longer ago is stale.</summary>
    public required TimeSpan StaleAfter { get; init; }
}
