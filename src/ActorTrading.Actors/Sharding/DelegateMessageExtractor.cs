namespace ActorTrading.Actors.Sharding;

/// <summary>An extractor made of two functions; without a message at hand they are asked about the start of the entity.</summary>
internal sealed class DelegateMessageExtractor(ExtractEntityId extractEntityId, ExtractShardId extractShardId) : IMessageExtractor
{
    public string? EntityId(object message) => extractEntityId(message) is { HasValue: true } found ? found.Value.EntityId : null;

    public object? EntityMessage(object message) => extractEntityId(message) is { HasValue: true } found ? found.Value.Message : null;

    public string? ShardId(object message) => extractShardId(message);

    public string ShardId(string entityId, object? messageHint = null) => extractShardId(
        messageHint is null or ShardingEnvelope ? new ShardRegion.StartEntity(entityId) : messageHint) ?? string.Empty;
}
