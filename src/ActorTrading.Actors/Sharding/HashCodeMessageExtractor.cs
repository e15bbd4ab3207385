using System.Globalization;

namespace ActorTrading.Actors.Sharding;

/// <summary>Shard = hash of the entity id modulo the number of shards, the same in every process.</summary>
public abstract class HashCodeMessageExtractor : IMessageExtractor
{
    /// <summary>Constant for the life of the data, and about ten times the nodes there will ever be.</summary>
    public readonly int MaxNumberOfShards;

    private readonly string[] _names;

    /// <exception cref="ArgumentOutOfRangeException"><paramref name="maxNumberOfShards"/> is not above 0.</exception>
    protected HashCodeMessageExtractor(int maxNumberOfShards)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(maxNumberOfShards);
        MaxNumberOfShards = maxNumberOfShards;
        _names = new string[Math.Min(maxNumberOfShards, 4096)];
        for (var i = 0; i < _names.Length; i++)
        {
            _names[i] = i.ToString(CultureInfo.InvariantCulture);
        }
    }

    /// <param name="entityIdExtractor">Null for messages that are for no entity.</param>
    /// <param name="messageExtractor">What the entity receives; left out = the message itself.</param>
    public static IMessageExtractor Create(
        int maxNumberOfShards, Func<object, string?> entityIdExtractor, Func<object, object?>? messageExtractor = null)
    {
        ArgumentNullException.ThrowIfNull(entityIdExtractor);
        return new FromFunctions(maxNumberOfShards, entityIdExtractor, messageExtractor ?? (static message => message));
    }

    /// <inheritdoc/>
    public abstract string? EntityId(object message);

    /// <summary>The message itself, unless a derived class takes it out of an envelope; null: nothing, the message becomes a dead letter.</summary>
    public virtual object? EntityMessage(object message) => message;

    /// <summary>The shard of the entity that <see cref="EntityId"/> names; null when it names none.</summary>
    public virtual string? ShardId(object message)
    {
        var entityId = message is ShardRegion.StartEntity start ? start.EntityId : EntityId(message);
        return entityId is null ? null : ShardId(entityId, message);
    }

    /// <summary><c>abs(<see cref="MurmurHash.StringHash"/>) % <see cref="MaxNumberOfShards"/></c>; the one hash without an absolute value counts as 0.</summary>
    public virtual string ShardId(string entityId, object? messageHint = null)
    {
        var hash = MurmurHash.StringHash(entityId);
        var shard = (hash == int.MinValue ? 0 : Math.Abs(hash)) % MaxNumberOfShards;
        return shard < _names.Length ? _names[shard] : shard.ToString(CultureInfo.InvariantCulture);
    }

    private sealed class FromFunctions(int maxNumberOfShards, Func<object, string?> entityId, Func<object, object?> entityMessage)
        : HashCodeMessageExtractor(maxNumberOfShards)
    {
        public override string? EntityId(object message) => entityId(message);

        public override object? EntityMessage(object message) => entityMessage(message);
    }
}
