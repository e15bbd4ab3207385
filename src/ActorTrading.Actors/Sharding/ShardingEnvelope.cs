namespace ActorTrading.Actors.Sharding;

/// <summary>Carries any message to an entity; every region understands it, whatever its extractor.</summary>
public sealed record ShardingEnvelope(string EntityId, object Message);
