using ActorTrading.Actors;
using ActorTrading.Engine;
using ActorTrading.Engine.Events;
using ActorTrading.Engine.Ingest;
using ActorTrading.Engine.Models;
using ActorTrading.Engine.Symbols;
using ActorTrading.Engine.Synchronisation;
using ActorTrading.Engine.Training;
using ActorTrading.Engine.Views;
using ActorTrading.Feeds.Exchanges;
using ActorTrading.Feeds.Exchanges.Live;
using ActorTrading.Feeds.Recorded;
using ActorTrading.Market;
using ActorTrading.Market.Candles;
using ActorTrading.Node.Configuration;
using ActorTrading.Node.Logging;
using ActorTrading.Storage;
using ActorTrading.Storage.Models;

namespace ActorTrading.Node.Composition;

/// <summary>A running node without its HTTP side: journal, models, actors, feed.</summary>
internal sealed class NodeRuntime : IAsyncDisposable
{
    private static readonly TimeSpan DrainWithin = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan CorrectedWithin = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan SynchronisedWithin = TimeSpan.FromSeconds(3);

    private readonly NodeStores _stores;
    private readonly ActorSystem _system;
    private readonly IActorRef _market;
    private readonly ILogger _logger;
    private readonly CancellationTokenSource _stop = new();
    private readonly CancellationTokenSource _stopSynchronising = new();
    private readonly TimeProvider _clock;
    private readonly Task<Exception> _broken;
    private Synchronisation? _synchronisation;
    private Task _synchronising = Task.CompletedTask;

    private NodeRuntime(
        NodeOptions node, NodeFeed feed, EngineOptions engine, ModelSet models, MarketView view, NodeStores stores, MarketRecording recording, ActorSystem system, IActorRef market, Task<Exception> broken, TimeProvider clock, ILogger logger)
    {
        _broken = broken;
        Feed = feed;
        KeptSymbols = node.Sync.Symbols.Count > 0 ? node.Sync.Symbols : feed.Feed.Symbols;
        Engine = engine;
        Models = models;
        View = view;
        Ingest = new IngestStream(market, new IngestOptions(), clock);
        StartedAt = clock.GetUtcNow();
        _stores = stores;
        Recording = recording;
        _system = system;
        _market = market;
        _logger = logger;
        _clock = clock;
        if (feed.Connections is { } connections)
        {
            Corrections = new SymbolCorrections(market, CorrectedWithin).TellAsync;
            connections.Changed += Log;
        }
    }

    public NodeFeed Feed { get; }

    public EngineOptions Engine { get; }

    public ModelSet Models { get; }

    public MarketView View { get; }

    public IngestStream Ingest { get; }

    public MarketRecording Recording { get; }

    public DateTimeOffset StartedAt { get; }

    /// <summary>Those whose stored candles are kept complete.</summary>
    public IReadOnlyList<Symbol> KeptSymbols { get; }

    /// <summary>Tells the symbols candles that came late or were revised; null where the market is no exchange's.</summary>
    public Func<SeriesId, IReadOnlyList<Candle>, CancellationToken, Task>? Corrections { get; }

    /// <summary>Ends when the feed ends, fails or is stopped.</summary>
    public Task FeedTask { get; private set; } = Task.CompletedTask;

    /// <summary>Ends when the journal refuses this node for good, be it the disk or another node that took over: retrying would only hide it.</summary>
    public Task<Exception> Broken => _broken;

    /// <summary>Opens or makes everything in the data directory and recovers the symbols; the feed is not read yet.</summary>
    public static async Task<NodeRuntime> StartAsync(NodeOptions node, NodeFeed feed, TimeProvider clock, ProgressLine progress, ILogger logger, CancellationToken cancellationToken)
    {
        var engine = EngineSettings.Engine(node);

        // The journal first: it keeps a second node out, or an older one from writing on.
        var serialization = SymbolEventSerializer.CreateSerialization();
        var stores = await NodeStores.OpenAsync(node, serialization, cancellationToken);
        ActorSystem? system = null;
        MarketRecording? recording = null;
        var broken = new TaskCompletionSource<Exception>(TaskCreationOptions.RunContinuationsAsynchronously);
        try
        {
            logger.JournalOpened(stores.Place);
            recording = await MarketRecording.OpenAsync(node, engine, feed, stores, clock, logger, cancellationToken);
            var models = await Task.Run(() => ProvideModelsAsync(node, engine, feed, clock, progress, cancellationToken), cancellationToken);
            system = EngineSystem.Create("actortrading", stores.Journal, stores.Snapshots, clock, EngineLog.To(logger, e => broken.TrySetResult(e)), stores);

            // A recording or a simulation is never ahead of its own clock: only a live exchange can be.
            var view = new MarketView(clock, feed.Speed, feed.Connections is { } live ? () => LatestPlausible(live, clock) : null);
            var market = system.ActorOf(MarketActor.Props(engine, models, view, feed.Feed.Symbols.ToHashSet()), "market");
            var runtime = new NodeRuntime(node, feed, engine, models, view, stores, recording, system, market, broken.Task, clock, logger);
            runtime._synchronisation = Synchronisation.For(node, runtime, clock, logger);
            var recovery = runtime.RecoverAsync(progress, cancellationToken);
            if (await Task.WhenAny(recovery, broken.Task) == broken.Task)
            {
                throw await broken.Task;
            }

            await recovery;
            recording.Start();
            return runtime;
        }
        catch
        {
            if (system is not null)
            {
                await system.Terminate();
            }

            if (recording is not null)
            {
                await recording.DisposeAsync();
            }

            await stores.DisposeAsync();
            throw;
        }
    }

    public void StartFeed()
    {
        FeedTask = FeedAsync();
        _synchronising = _synchronisation?.RunAsync(_stopSynchronising.Token) ?? Task.CompletedTask;
    }

    /// <summary>Stops the feed, waits for what is under way, saves every symbol's state, closes the stores.</summary>
    public async ValueTask DisposeAsync()
    {
        if (await _synchronising.EndAsync(_stopSynchronising, SynchronisedWithin, _clock))
        {
            _stopSynchronising.Dispose();
        }

        await _stop.CancelAsync();
        try
        {
            // A feed that failed has been reported; what came before its failure is saved all the same.
            await Task.WhenAny(FeedTask, _broken).WaitAsync(DrainWithin);
            foreach (var symbol in _broken.IsCompleted ? [] : View.Symbols)
            {
                await _market.Ask<StateSaved>(new SaveState(symbol.Symbol), DrainWithin);
            }
        }
        catch (Exception cause) when (cause is TimeoutException or AskTimeoutException or IngestException)
        {
            // Nothing is lost: the journal has it all, the next start only takes longer.
            _logger.NodeStopping($"without a last snapshot, because of: {cause.Message}");
        }

        await _system.Terminate();
        await Recording.DisposeAsync();
        await _stores.DisposeAsync();
        _stop.Dispose();
    }

    private static async Task<ModelSet> ProvideModelsAsync(
        NodeOptions node, EngineOptions engine, NodeFeed feed, TimeProvider clock, ProgressLine progress, CancellationToken cancellationToken)
    {
        var folder = node.InDataDirectory(NodeFolders.Models);
        var store = ModelArtifactStore.Open(folder, clock);
        if (ModelStore.TryLoad(store, engine, folder) is { } artifact)
        {
            progress.Done($"models {artifact.Version}, trained on {artifact.Metadata["trained-from"]} to {artifact.Metadata["trained-until"]}, loaded and verified");
            return artifact.Models(engine);
        }

        progress.Report(feed.Connections is null ? "making history" : $"fetching history from {feed.Connections.Exchange}");
        var history = await feed.HistoryAsync(engine, cancellationToken);
        if (history.Count == 0)
        {
            progress.Done("no pre-trained models and no history to train on: online models begin with nothing (give some with 'actortrading train --out DATA/models')");
            return ModelFactory.Untrained(engine);
        }

        var started = clock.GetTimestamp();
        progress.Done($"first start: pre-training on {history.Sum(h => h.Bars.Length):N0} bars of {history.Count} symbols");
        var rows = Pretraining.Rows(history, engine, cancellationToken);
        var content = Pretraining.Run(rows, feed.LiveFrom, engine, EngineSettings.Training(node), progress, cancellationToken);
        var trained = ForecastArtifact.Unpack(content, engine);
        store.Save(ModelStore.NameFor(engine), content, trained.Metadata);
        progress.Done(FormattableString.Invariant($"models {trained.Version} trained in {clock.GetElapsedTime(started).TotalSeconds:0.0} s"));
        return trained.Models(engine);
    }

    /// <summary>The exchange's clock now; no bound as long as it could not be read, as ours alone may be wrong.</summary>
    private static long LatestPlausible(ConnectionManager live, TimeProvider clock) => live.ClockOffset is { } offset
        ? (clock.GetUtcNow() + offset - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond
        : 0;

    private async Task RecoverAsync(ProgressLine progress, CancellationToken cancellationToken)
    {
        progress.Report("recovering");
        var fresh = new List<Symbol>();
        foreach (var stored in await Task.WhenAll(Feed.Feed.Symbols.Select(s =>
            _market.Ask<BatchStored>(new GetSymbolPosition(s, Feed.Feed.Name), Timeout.InfiniteTimeSpan, cancellationToken))))
        {
            if (stored.Position == 0)
            {
                fresh.Add(stored.Symbol);
            }
        }

        if (fresh.Count > 0)
        {
            var histories = await Feed.WarmUpAsync(Engine, fresh, cancellationToken);
            await Task.WhenAll(histories.Select(h => _market.Ask<BatchStored>(new HistoryBatch(h), Timeout.InfiniteTimeSpan, cancellationToken)));
        }
    }

    private void Log(ConnectionStatus connection) => _logger.ConnectionChanged(
        LevelOf(connection.History),
        connection.Name,
        connection.State,
        connection.History[^1].Reason);

    private static LogLevel LevelOf(IReadOnlyList<StateChange> history) => history switch
    {
        [.., { State: ConnectionState.Stale or ConnectionState.Reconnecting }] => LogLevel.Warning,

        // A row that was lost on the way and fetched is an everyday matter.
        [.., { State: ConnectionState.Live }, { State: ConnectionState.Healing }] => LogLevel.Debug,
        [.., { State: ConnectionState.Live }, { State: ConnectionState.Healing }, { State: ConnectionState.Live }] => LogLevel.Debug,
        _ => LogLevel.Information,
    };

    private async Task FeedAsync()
    {
        var name = Feed.Feed.Name;
        _logger.FeedStarted(name, Feed.Feed.Symbols.Count);
        try
        {
            await Ingest.RunAsync(Feed.Feed, _stop.Token);
            _logger.FeedEnded(name, Ingest.Delivered);
        }
        catch (Exception cause)
        {
            var expected = cause is FeedFormatException or IngestException or StorageException or ExchangeException;
            _logger.FeedFailed(expected ? null : cause, name, cause.Message);
            throw;
        }
    }
}
