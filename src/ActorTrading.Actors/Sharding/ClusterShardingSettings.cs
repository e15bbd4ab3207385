namespace ActorTrading.Actors.Sharding;

/// <summary>How the entities of one type are kept.</summary>
public sealed record ClusterShardingSettings
{
    /// <summary>Entities that were started, and not passivated, are started again with their shard; what is remembered goes through the journal. Default off.</summary>
    public bool RememberEntities { get; init; }

    /// <summary>
    /// Silence (messages through the region only) after which an entity is told to stop, found within half of it. Default 120 s; 0 = never.
    /// Has no effect with <see cref="RememberEntities"/>.
    /// </summary>
    public TimeSpan PassivateIdleEntityAfter { get; init; } = TimeSpan.FromSeconds(120);

    /// <summary>How long the shards have to answer a query about the region. Default 3 s; above 0.</summary>
    public TimeSpan ShardRegionQueryTimeout { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>Limits and delays; the defaults where none are given.</summary>
    public TuningParameters TuningParameters { get; init; } = new();

    /// <summary>Are silent entities told to stop? Not while entities are remembered, nor with a time of zero.</summary>
    public bool ShouldPassivateIdleEntities => PassivateIdleEntityAfter > TimeSpan.Zero && !RememberEntities;

    /// <summary>The defaults.</summary>
    public static ClusterShardingSettings Create(ActorSystem system)
    {
        ArgumentNullException.ThrowIfNull(system);
        return new ClusterShardingSettings();
    }

    /// <summary>A copy that remembers entities, or does not; regions that run keep what they were started with.</summary>
    public ClusterShardingSettings WithRememberEntities(bool rememberEntities) => this with { RememberEntities = rememberEntities };

    /// <summary>A copy with that time of silence; zero = never. <see cref="Validate"/> checks it when a region starts.</summary>
    public ClusterShardingSettings WithPassivateIdleAfter(TimeSpan duration) => this with { PassivateIdleEntityAfter = duration };

    /// <summary>A copy with those limits and delays. <see cref="Validate"/> checks them when a region starts.</summary>
    public ClusterShardingSettings WithTuningParameters(TuningParameters tuningParameters) => this with { TuningParameters = tuningParameters };

    /// <exception cref="ArgumentOutOfRangeException">A value is out of range.</exception>
    public void Validate()
    {
        if (PassivateIdleEntityAfter < TimeSpan.Zero)
        {
            throw new ArgumentOutOfRangeException(
                nameof(PassivateIdleEntityAfter), PassivateIdleEntityAfter, "The idle time before passivation must be above zero, or zero for never.");
        }

        if (ShardRegionQueryTimeout <= TimeSpan.Zero)
        {
            throw new ArgumentOutOfRangeException(nameof(ShardRegionQueryTimeout), ShardRegionQueryTimeout, "The query timeout must be above zero.");
        }

        TuningParameters.Validate();
    }
}
