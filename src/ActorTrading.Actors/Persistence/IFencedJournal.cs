namespace ActorTrading.Actors.Persistence;

/// <summary>
/// A journal that refuses the writes of those who lost their shard. The check and the write are one step: once
/// <see cref="RaiseEpochAsync"/> has answered, no event of a lower epoch is stored any more, not even of a write that was
/// under way at that time; what such a write stored before is seen by every later replay.
/// </summary>
public interface IFencedJournal : IJournal
{
    /// <summary>Makes the shard's epoch one higher and answers with it; durable on completion. Each caller gets an epoch of its own.</summary>
    /// <exception cref="ArgumentException">The shard is empty.</exception>
    Task<long> RaiseEpochAsync(string shard, CancellationToken cancellationToken = default);
}
