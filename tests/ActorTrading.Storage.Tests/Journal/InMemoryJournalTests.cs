using ActorTrading.Actors.Persistence;

namespace ActorTrading.Storage.Tests.Journal;

public sealed class InMemoryJournalTests : FencedJournalContract
{
    protected override Task<IFencedJournal> CreateAsync() => Task.FromResult<IFencedJournal>(new InMemoryJournal());
}
