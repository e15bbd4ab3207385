namespace ActorTrading.Actors.Sharding;

/// <summary>What a region must not forget when it is restarted: it outlives the instances.</summary>
internal sealed class RegionState
{
    public Dictionary<string, ShardSlot> Slots { get; } = new(StringComparer.Ordinal);

    /// <summary>Messages in all slots' buffers.</summary>
    public int Buffered { get; set; }

    /// <summary>Has been logged; again when there is room.</summary>
    public bool BufferWasFull { get; set; }

    public bool ShuttingDown { get; set; }
}
