using ActorTrading.Engine.Synchronisation;
using ActorTrading.Feeds.Exchanges;
using ActorTrading.Feeds.Exchanges.Live;
using ActorTrading.Market.Candles;
using ActorTrading.Node.Configuration;
using ActorTrading.Node.Logging;
using ActorTrading.Storage;

namespace ActorTrading.Node.Composition;

/// <summary>Keeps the stored candles complete beside a live feed, and tells the symbols what was corrected.</summary>
internal sealed class Synchronisation
{
    private readonly NodeRuntime _runtime;
    private readonly SyncOptions _options;
    private readonly ConnectionManager _connections;
    private readonly IExchangeClient _exchange;
    private readonly IReadOnlyList<SeriesId> _series;
    private readonly TimeProvider _clock;
    private readonly ILogger _logger;

    private Synchronisation(SyncOptions options, NodeRuntime runtime, ConnectionManager connections, IExchangeClient exchange, TimeProvider clock, ILogger logger)
    {
        (_options, _runtime, _connections, _exchange, _clock, _logger) = (options, runtime, connections, exchange, clock, logger);
        _series = [.. runtime.KeptSymbols.SelectMany(_ => options.Timeframes, (symbol, timeframe) => new SeriesId(symbol, timeframe))];
    }

    /// <summary>Null where the feed is no exchange.</summary>
    public static Synchronisation? For(NodeOptions node, NodeRuntime runtime, TimeProvider clock, ILogger logger) =>
        runtime.Feed is { Connections: { } connections, Exchange: { } exchange }
            ? new Synchronisation(node.Sync, runtime, connections, exchange, clock, logger)
            : null;

    /// <summary>Runs until it is told to stop; what breaks it is reported, and it begins again after a while.</summary>
    public async Task RunAsync(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            try
            {
                _logger.SynchronisationStarted(_series.Count, _exchange.Name, _runtime.Recording.Database.Place);
                await Synchronizer().RunAsync(_connections.ReadAsync(new LiveRequest { Subscriptions = [.. _series.Select(StreamSubscription.Candles)] }, stop), stop);
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                return;
            }
            catch (Exception cause)
            {
                _logger.SynchronisationFailed(cause is StorageException or ExchangeException ? null : cause, _options.SyncInterval, cause.Message);
            }

            await Task.Delay(_options.SyncInterval, _clock, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private DataSynchronizer Synchronizer()
    {
        var options = new SynchronizerOptions
        {
            Series = _series,
            Interval = _options.SyncInterval,
            BatchSize = _options.BatchSize,
            Backfill = _options.EnableBackfill,
            Validate = _options.EnableValidation,
            CheckConsistency = _options.EnableConsistencyCheck,
        };
        return new DataSynchronizer(_runtime.Recording.Database, _exchange, options, _clock)
        {
            Corrections = _runtime.Corrections,
            ClockOffset = () => _connections.ClockOffset,
            Trouble = problem => _logger.SynchronisationTroubled(problem),
        };
    }
}
