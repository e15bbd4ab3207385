using ActorTrading.Actors.Persistence.Query;
using ActorTrading.Engine;
using ActorTrading.Engine.MarketData;
using ActorTrading.Engine.Signals;
using ActorTrading.Market.Candles;
using ActorTrading.Node.Configuration;
using ActorTrading.Node.Logging;
using ActorTrading.Storage;
using ActorTrading.Storage.MarketData;

namespace ActorTrading.Node.Composition;

/// <summary>
/// The node's database of market data and what fills it: the journal is followed into candles, indicators, training rows, analyses and signals, and what follows from candles that came in
/// by any other way is computed soon after.
/// The node forecasts on while the database is away; what was missed is recorded when it is back, at the latest by the next start.
/// </summary>
internal sealed class MarketRecording : IAsyncDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LastLook = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan EndWithin = TimeSpan.FromSeconds(8);

    /// <summary>Other processes store candles too, and only those: what follows from them is computed here.</summary>
    private static readonly TimeSpan CompareEvery = TimeSpan.FromHours(1);

    private readonly CancellationTokenSource _stop = new();
    private readonly ForecastRecorder _recorder;
    private readonly TimeProvider _clock;
    private readonly ILogger _logger;
    private Task? _recording;
    private Task _comparison = Task.CompletedTask;
    private Task _upkeep = Task.CompletedTask;

    private MarketRecording(EngineOptions engine, NodeFeed feed, NodeStores stores, MarketDatabase database, TimeProvider clock, ILogger logger)
    {
        Database = database;
        (Service, Signals) = DerivedRows.Services(database, engine);
        var source = feed.Feed.IsSimulated ? CandleSource.Simulated : CandleSource.Derived;
        _recorder = new ForecastRecorder(
            (IQueryableJournal)stores.Journal, database, Service, new ForecastRecorderOptions($"journal {stores.Place}", engine.DecisionTimeframe, source), clock);
        _clock = clock;
        _logger = logger;
    }

    public MarketDatabase Database { get; }

    public MarketDataService Service { get; }

    public SignalService Signals { get; }

    /// <exception cref="StorageException">The database cannot be opened.</exception>
    public static async Task<MarketRecording> OpenAsync(
        NodeOptions node, EngineOptions engine, NodeFeed feed, NodeStores stores, TimeProvider clock, ILogger logger, CancellationToken cancellationToken)
    {
        var database = await MarketDatabases.OpenAsync(node, clock, cancellationToken);
        logger.MarketDataOpened(database.Place);
        return new MarketRecording(engine, feed, stores, database, clock, logger);
    }

    public void Start()
    {
        _recording = AgainAsync(() => _recorder.RunAsync(_stop.Token));
        _comparison = AgainAsync(async () =>
        {
            while (true)
            {
                await Service.RefreshAllAsync(_stop.Token);
                await Task.Delay(CompareEvery, _clock, _stop.Token);
            }
        });
        _upkeep = AgainAsync(() => Service.KeepUpAsync(_clock, _stop.Token));
    }

    /// <summary>Records what the journal holds by now, if that is not too much, and closes the database.</summary>
    public async ValueTask DisposeAsync()
    {
        if (!await Task.WhenAll(_recording ?? Task.CompletedTask, _comparison, _upkeep).EndAsync(_stop, EndWithin, _clock))
        {
            _logger.NodeStopping($"with a part of the journal not yet in the market data, because {Database.Place} does not answer");
            return;
        }

        if (_recording is not null)
        {
            await CatchUpAsync();
        }

        await Database.DisposeAsync();
        _stop.Dispose();
    }

    private async Task CatchUpAsync()
    {
        using var patience = new CancellationTokenSource(LastLook, _clock);
        try
        {
            await _recorder.CatchUpAsync(patience.Token).WaitAsync(LastLook, _clock);
        }
        catch (Exception cause) when (cause is StorageException or OperationCanceledException or TimeoutException)
        {
            // Nothing is lost: the journal has it, the next start goes on from the stored position.
            _logger.NodeStopping($"with a part of the journal not yet in the market data, because of: {cause.Message}");
        }
    }

    private async Task AgainAsync(Func<Task> work)
    {
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                await work();
            }
            catch (OperationCanceledException) when (_stop.IsCancellationRequested)
            {
                return;
            }
            catch (Exception cause)
            {
                // The edge of this side of the node: whatever fails here must not end the forecasts, and is told.
                _logger.MarketRecordingFailed(cause is StorageException ? null : cause, Pause, cause.Message);
                await Task.Delay(Pause, _clock, _stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }
}
