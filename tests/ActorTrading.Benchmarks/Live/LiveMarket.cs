using ActorTrading.Actors;
using ActorTrading.Actors.Persistence;
using ActorTrading.Engine;
using ActorTrading.Engine.Events;
using ActorTrading.Engine.Ingest;
using ActorTrading.Engine.Models;
using ActorTrading.Engine.Symbols;
using ActorTrading.Engine.Views;
using ActorTrading.Feeds;
using ActorTrading.Storage.Journal;
using ActorTrading.Storage.Snapshots;

namespace ActorTrading.Benchmarks.Live;

/// <summary>The node's live path without its HTTP side, over the SQLite journal as the node opens it.</summary>
internal sealed class LiveMarket : IAsyncDisposable
{
    private readonly SqliteJournal _journal;
    private readonly ISnapshotStore _snapshots;
    private readonly ActorSystem _system;
    private readonly IActorRef _market;

    private LiveMarket(SqliteJournal journal, ISnapshotStore snapshots, EngineOptions options, ModelSet models)
    {
        _journal = journal;
        _snapshots = snapshots;
        _system = EngineSystem.Create("benchmark", journal, snapshots, TimeProvider.System, e =>
        {
            if (e.LogLevel() >= ActorTrading.Actors.Event.LogLevel.WarningLevel)
            {
                Console.Error.WriteLine(e);
            }
        });
        View = new MarketView(TimeProvider.System);
        _market = _system.ActorOf(MarketActor.Props(options, models, View), "market");
    }

    public MarketView View { get; }

    public long Commits => _journal.Commits;

    /// <param name="withSnapshots">False to find none and keep none on disk, so that a recovery reads the whole journal.</param>
    public static LiveMarket Open(TemporaryFolder folder, EngineOptions options, ModelSet models, bool withSnapshots = true)
    {
        var serialization = SymbolEventSerializer.CreateSerialization();
        var journal = SqliteJournal.Open(new SqliteJournalOptions { Path = folder.File("journal.db") }, serialization);
        ISnapshotStore snapshots = withSnapshots
            ? SqliteSnapshotStore.Open(new SqliteSnapshotStoreOptions { Path = folder.File("snapshots.db"), Keep = 2 }, serialization)
            : new InMemorySnapshotStore();
        return new LiveMarket(journal, snapshots, options, models);
    }

    /// <summary>Delivers the feed; returns the rows acknowledged.</summary>
    public async Task<long> RunAsync(IFeed feed, CancellationToken cancellationToken)
    {
        var ingest = new IngestStream(_market, new IngestOptions(), TimeProvider.System);
        await ingest.RunAsync(feed, cancellationToken);
        return ingest.Delivered;
    }

    /// <summary>Waits until every symbol has recovered; returns the rows stored of the feed.</summary>
    public async Task<long> RecoverAsync(IFeed feed, CancellationToken cancellationToken)
    {
        var stored = await Task.WhenAll(feed.Symbols.Select(s =>
            _market.Ask<BatchStored>(new GetSymbolPosition(s, feed.Name), Timeout.InfiniteTimeSpan, cancellationToken)));
        return stored.Sum(s => s.Position);
    }

    public async ValueTask DisposeAsync()
    {
        await _system.Terminate();
        if (_snapshots is IAsyncDisposable disposable)
        {
            await disposable.DisposeAsync();
        }

        await _journal.DisposeAsync();
    }
}
