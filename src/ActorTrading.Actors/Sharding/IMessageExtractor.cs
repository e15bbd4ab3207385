namespace ActorTrading.Actors.Sharding;

/// <summary>
/// Tells from a message which entity it is for, what that entity gets, and in which shard it lives. Called for every message, on any thread:
/// fast, without state, and for ever the same answer for the same entity id.
/// </summary>
/// <remarks>
/// <see cref="ShardingEnvelope"/> and <see cref="ShardRegion.StartEntity"/> are understood by the region and never reach an extractor's
/// message methods. What an extractor throws is logged and the message becomes a dead letter; region and shard go on.
/// </remarks>
public interface IMessageExtractor
{
    /// <summary>Null: no message for an entity; it is unhandled.</summary>
    string? EntityId(object message);

    /// <summary>What the entity receives; null: nothing, the message becomes a dead letter.</summary>
    object? EntityMessage(object message);

    /// <summary>The shard of the message's entity; null when it has none. The region itself asks the other overload.</summary>
    string? ShardId(object message);

    /// <param name="entityId">Never null or empty.</param>
    /// <param name="messageHint">The message at hand, when there is one. The answer must not depend on it unless every message of an entity gives the same.</param>
    string ShardId(string entityId, object? messageHint = null);
}
