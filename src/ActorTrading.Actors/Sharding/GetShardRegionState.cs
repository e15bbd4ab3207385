namespace ActorTrading.Actors.Sharding;

/// <summary>Asks a region for <see cref="CurrentShardRegionState"/>.</summary>
public sealed class GetShardRegionState : IShardRegionQuery
{
    public static readonly GetShardRegionState Instance = new();

    private GetShardRegionState()
    {
    }
}
