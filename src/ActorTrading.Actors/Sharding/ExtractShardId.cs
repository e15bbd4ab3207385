namespace ActorTrading.Actors.Sharding;

/// <summary>
/// The shard in which the message's entity lives; null or empty: none, the message becomes a dead letter. It has to know
/// <see cref="ShardRegion.StartEntity"/> too, wherever entities are started, remembered or looked for by their id.
/// </summary>
public delegate string? ExtractShardId(object message);
