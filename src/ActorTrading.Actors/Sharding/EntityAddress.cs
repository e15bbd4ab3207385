using System.Text;

namespace ActorTrading.Actors.Sharding;

/// <summary>An extractor with the messages that every region understands, and the names that entities and shards have as actors.</summary>
internal sealed class EntityAddress(IMessageExtractor extractor)
{
    public string? EntityId(object message) => message switch
    {
        ShardingEnvelope envelope => envelope.EntityId,
        ShardRegion.StartEntity start => start.EntityId,
        _ => extractor.EntityId(message),
    };

    public object? EntityMessage(object message) => message switch
    {
        ShardingEnvelope envelope => envelope.Message,
        ShardRegion.StartEntity => message,
        _ => extractor.EntityMessage(message),
    };

    public string ShardId(string entityId, object? message) => extractor.ShardId(entityId, message);

    /// <summary>Percent-encoded; different ids have different names, even ids that are no well-formed text.</summary>
    public static string ActorName(string id)
    {
        if (!HasLoneSurrogate(id))
        {
            return Uri.EscapeDataString(id);
        }

        var name = new StringBuilder();
        for (var i = 0; i < id.Length; i++)
        {
            if (i + 1 < id.Length && char.IsSurrogatePair(id[i], id[i + 1]))
            {
                name.Append(Uri.EscapeDataString(id.AsSpan(i++, 2)));
            }
            else
            {
                name.Append(char.IsSurrogate(id[i]) ? $"!{(int)id[i]:X4}" : Uri.EscapeDataString(id[i].ToString()));
            }
        }

        return name.ToString();
    }

    /// <summary>Is the id no well-formed text? Such an id cannot be stored.</summary>
    public static bool HasLoneSurrogate(string id)
    {
        for (var i = 0; i < id.Length; i++)
        {
            if (!char.IsSurrogate(id[i]))
            {
                continue;
            }

            if (i + 1 >= id.Length || !char.IsSurrogatePair(id[i], id[i + 1]))
            {
                return true;
            }

            i++;
        }

        return false;
    }
}
