using ActorTrading.Actors.Persistence;

namespace ActorTrading.Storage.Journal;

internal readonly record struct JournalPage(List<PersistentRepr> Events, bool MayHaveMore);
