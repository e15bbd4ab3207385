using ActorTrading.Actors.Persistence;

namespace ActorTrading.Storage.Tests.Journal;

public sealed class InMemoryJournalTests : FencedJournalContract
{
    protected override IFencedJournal Create() => new InMemoryJournal();
}
