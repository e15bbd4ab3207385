using ActorTrading.Actors.Persistence;

namespace ActorTrading.Storage.Journal;

/// <param name="PayloadBytes">Of all its events.</param>
internal readonly record struct JournalPage(List<PersistentRepr> Events, bool MayHaveMore, long PayloadBytes);
