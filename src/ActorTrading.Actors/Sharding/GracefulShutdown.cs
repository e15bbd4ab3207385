namespace ActorTrading.Actors.Sharding;

/// <summary>To a region: hand off all shards, then stop. Watch the region to see the end; messages that still wait then become dead letters.</summary>
public sealed class GracefulShutdown : IShardRegionCommand
{
    public static readonly GracefulShutdown Instance = new();

    private GracefulShutdown()
    {
    }
}
