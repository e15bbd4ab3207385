namespace ActorTrading.Actors.Persistence;

/// <summary>
/// By what right a shard's events are written. Whoever takes a shard over raises its epoch in the journal
/// (<see cref="IFencedJournal.RaiseEpochAsync"/>); from then on every write that carries a lower one is refused.
/// </summary>
/// <param name="Shard">The group of persistence ids that changes hands as one; not empty.</param>
/// <param name="Epoch">From 1; 0 is what a shard has that nobody ever took over.</param>
public sealed record WriterEpoch(string Shard, long Epoch);
