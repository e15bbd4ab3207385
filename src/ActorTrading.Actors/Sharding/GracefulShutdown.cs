namespace ActorTrading.Actors.Sharding;

/// <summary>To a region: hand off all shards, then stop. Watch the region to see the end; messages that still wait then become dead letters.</summary>
public sealed class GracefulShutdown : IShardRegionCommand
{
    /// <summary>The message; it has no content, so one will do.</summary>
    public static readonly GracefulShutdown Instance = new();

    private GracefulShutdown()
    {
    }
}
