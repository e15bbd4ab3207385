using ActorTrading.Actors.Persistence;
using ActorTrading.Actors.Persistence.Query;

namespace ActorTrading.Storage.Tests.Queries;

public sealed class InMemoryReadJournalTests : ReadJournalContract
{
    protected override Task<IQueryableJournal> CreateAsync() => Task.FromResult<IQueryableJournal>(new InMemoryJournal());
}
