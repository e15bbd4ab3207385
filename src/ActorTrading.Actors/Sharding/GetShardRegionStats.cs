namespace ActorTrading.Actors.Sharding;

/// <summary>Asks a region for <see cref="ShardRegionStats"/>.</summary>
public sealed class GetShardRegionStats : IShardRegionQuery
{
    /// <summary>The message; it has no content, so one will do.</summary>
    public static readonly GetShardRegionStats Instance = new();

    private GetShardRegionStats()
    {
    }
}
