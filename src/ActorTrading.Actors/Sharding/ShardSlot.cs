namespace ActorTrading.Actors.Sharding;

/// <summary>What a region knows about one shard.</summary>
internal sealed class ShardSlot(string shardId)
{
    public string ShardId { get; } = shardId;

    /// <summary>Where messages go at once: the running shard or its home elsewhere. Null: they wait in <see cref="Buffer"/>.</summary>
    public IActorRef? Target { get; set; }

    /// <summary>The incarnation that lives here: starting, running or stopping.</summary>
    public IActorRef? Shard { get; set; }

    /// <summary>What <see cref="Shard"/> could not deliver before it stopped.</summary>
    public MessageBuffer Undelivered { get; set; } = new();

    /// <summary>The placement gave the shard to this region and has not taken it back.</summary>
    public bool Owned { get; set; }

    /// <summary>Under which the shard was given.</summary>
    public long Epoch { get; set; }

    /// <summary><see cref="Shard"/> knows its remembered entities.</summary>
    public bool Initialized { get; set; }

    /// <summary><see cref="Shard"/> was told to hand off.</summary>
    public bool Stopping { get; set; }

    /// <summary>Stopped by an error; starts again when its pause is over.</summary>
    public bool Pausing { get; set; }

    /// <summary>The region elsewhere that owns the shard.</summary>
    public IActorRef? Home { get; set; }

    /// <summary>Who waits to hear that nothing of the shard runs any more.</summary>
    public List<IActorRef> StopListeners { get; } = [];

    public MessageBuffer Buffer { get; } = new();

    public bool NeedsHome => !Owned && !Stopping && Home is null;
}
