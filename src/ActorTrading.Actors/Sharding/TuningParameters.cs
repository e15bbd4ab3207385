namespace ActorTrading.Actors.Sharding;

/// <summary>Limits and delays of sharding.</summary>
public sealed record TuningParameters
{
    /// <summary>How often a region asks again for the home of a shard it has messages for. Default 2 s; above 0.</summary>
    public TimeSpan RetryInterval { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>Messages that a region, and each shard, holds back at most; what does not fit becomes a dead letter. Default 100,000; above 0.</summary>
    public int BufferSize { get; init; } = 100_000;

    /// <summary>
    /// How long a hand-off may take. Entities have 5 s less (but at least 1 s) to obey the stop message; then they are stopped by force. A
    /// passivating entity for which messages wait is stopped by force after all of it. Default 60 s; above 0.
    /// </summary>
    public TimeSpan HandOffTimeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Pause before a shard of remembered entities, or the store of its memory, is started again after a failure. Default 10 s; above 0.</summary>
    public TimeSpan ShardFailureBackoff { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Pause before a remembered entity that stopped by itself is started again; a message starts it sooner. Default 10 s; above 0.</summary>
    public TimeSpan EntityRestartBackoff { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long the store of remembered entities may take for a write. Default 5 s; above 0.</summary>
    public TimeSpan UpdatingStateTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Events between snapshots of the remembered entities of a shard. Default 1000; above 0.</summary>
    public int SnapshotAfter { get; init; } = 1000;

    /// <summary>Batches of <see cref="SnapshotAfter"/> events that are kept after a snapshot. Default 2; at least 0.</summary>
    public int KeepNrOfBatches { get; init; } = 2;

    internal TimeSpan EntityHandOffTimeout =>
        HandOffTimeout - TimeSpan.FromSeconds(5) is var less && less > TimeSpan.FromSeconds(1) ? less : TimeSpan.FromSeconds(1);

    /// <exception cref="ArgumentOutOfRangeException">A value is out of range.</exception>
    public void Validate()
    {
        MustBePositive(RetryInterval, nameof(RetryInterval));
        MustBePositive(HandOffTimeout, nameof(HandOffTimeout));
        MustBePositive(ShardFailureBackoff, nameof(ShardFailureBackoff));
        MustBePositive(EntityRestartBackoff, nameof(EntityRestartBackoff));
        MustBePositive(UpdatingStateTimeout, nameof(UpdatingStateTimeout));
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(BufferSize);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(SnapshotAfter);
        ArgumentOutOfRangeException.ThrowIfNegative(KeepNrOfBatches);
    }

    private static void MustBePositive(TimeSpan value, string name)
    {
        if (value <= TimeSpan.Zero)
        {
            throw new ArgumentOutOfRangeException(name, value, $"{name} must be above zero.");
        }
    }
}
