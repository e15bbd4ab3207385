namespace ActorTrading.Actors.Sharding;

/// <summary>Asks a region for <see cref="CurrentRegions"/>.</summary>
public sealed class GetCurrentRegions : IShardRegionQuery
{
    /// <summary>The message; it has no content, so one will do.</summary>
    public static readonly GetCurrentRegions Instance = new();

    private GetCurrentRegions()
    {
    }
}
