namespace ActorTrading.Actors.Sharding;

/// <summary>Asks a region for <see cref="CurrentShardRegionState"/>.</summary>
public sealed class GetShardRegionState : IShardRegionQuery
{
    /// <summary>The message; it has no content, so one will do.</summary>
    public static readonly GetShardRegionState Instance = new();

    private GetShardRegionState()
    {
    }
}
