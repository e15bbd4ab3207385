namespace ActorTrading.Actors.Sharding;

/// <summary>What a shard knows about one of its entities; also the key of its timer.</summary>
internal sealed class Entity(string id)
{
    public string Id { get; } = id;

    public EntityState State { get; set; }

    /// <summary>The incarnation that is alive or has not ended yet.</summary>
    public IActorRef? Ref { get; set; }

    /// <summary>Timestamp of the last message; kept only where idle entities are passivated.</summary>
    public long LastMessage { get; set; }

    /// <summary>Messages that wait for the next incarnation.</summary>
    public MessageBuffer? Buffer { get; set; }

    /// <summary>Who asked for the start and is told when it is done.</summary>
    public List<IActorRef>? AckTo { get; set; }
}
