namespace ActorTrading.Actors.Sharding;

/// <summary>Asks a region where an entity lives; answered by <see cref="EntityLocation"/>. Starts nothing.</summary>
/// <param name="Timeout">How long the asker is willing to wait; kept for compatibility, the answer never waits.</param>
public sealed record GetEntityLocation(string EntityId, TimeSpan Timeout) : IShardRegionQuery;
