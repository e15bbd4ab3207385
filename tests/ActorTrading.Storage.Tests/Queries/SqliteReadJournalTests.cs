using ActorTrading.Actors.Persistence.Query;
using ActorTrading.Storage.Journal;

namespace ActorTrading.Storage.Tests.Queries;

public sealed class SqliteReadJournalTests : ReadJournalContract, IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private int _files;

    public void Dispose() => _folder.Dispose();

    protected override Task<IQueryableJournal> CreateAsync() => Task.FromResult<IQueryableJournal>(SqliteJournal.Open(
        new SqliteJournalOptions { Path = _folder.File($"queries-{Interlocked.Increment(ref _files)}.db"), PageEvents = 100 }, Note.Serialization()));
}
