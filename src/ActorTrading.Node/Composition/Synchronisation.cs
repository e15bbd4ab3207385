using ActorTrading.Actors;
using ActorTrading.Engine.Synchronisation;
using ActorTrading.Feeds.Exchanges;
using ActorTrading.Feeds.Exchanges.Live;
using ActorTrading.Market.Candles;
using ActorTrading.Node.Configuration;
using ActorTrading.Node.Logging;
using ActorTrading.Storage;
using ActorTrading.Storage.MarketData;

namespace ActorTrading.Node.Composition;

/// <summary>Keeps the stored candles complete beside a live feed, and tells the symbols what was corrected.</summary>
internal sealed class Synchronisation
{
    private static readonly TimeSpan AnswerWithin = TimeSpan.FromSeconds(30);

    private readonly NodeOptions _node;
    private readonly ConnectionManager _connections;
    private readonly IExchangeClient _exchange;
    private readonly SymbolCorrections _corrections;
    private readonly IReadOnlyList<SeriesId> _series;
    private readonly MarketDatabase _database;
    private readonly TimeProvider _clock;
    private readonly ILogger _logger;

    private Synchronisation(
        NodeOptions node, ConnectionManager connections, IExchangeClient exchange, IReadOnlyList<SeriesId> series, MarketDatabase database, IActorRef market, TimeProvider clock, ILogger logger)
    {
        (_node, _connections, _exchange, _series, _database, _clock, _logger) = (node, connections, exchange, series, database, clock, logger);
        _corrections = new SymbolCorrections(market, AnswerWithin);
    }

    /// <summary>Null where the feed is no exchange, where the settings say that nothing is fetched, or name nothing to keep.</summary>
    public static Synchronisation? For(NodeOptions node, NodeFeed feed, MarketDatabase database, IActorRef market, TimeProvider clock, ILogger logger)
    {
        var symbols = node.Sync.Symbols.Count > 0 ? node.Sync.Symbols : feed.Feed.Symbols;
        List<SeriesId> series = [.. symbols.Distinct().SelectMany(_ => node.Sync.Timeframes.Distinct(), (symbol, timeframe) => new SeriesId(symbol, timeframe))];
        return feed is { Connections: { } connections, Exchange: { } exchange } && node.Sync.EnableBackfill && series.Count > 0
            ? new Synchronisation(node, connections, exchange, series, database, market, clock, logger)
            : null;
    }

    /// <summary>Runs until it is told to stop; what breaks it is reported, and it begins again after a while.</summary>
    public async Task RunAsync(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            try
            {
                _logger.SynchronisationStarted(_series.Count, _exchange.Name, _database.Place);
                await Synchronizer().RunAsync(_connections.ReadAsync(new LiveRequest { Subscriptions = [.. _series.Select(StreamSubscription.Candles)] }, stop), stop);
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                return;
            }
            catch (Exception cause)
            {
                _logger.SynchronisationFailed(cause is StorageException or ExchangeException ? null : cause, _node.Sync.SyncInterval, cause.Message);
            }

            await Task.Delay(_node.Sync.SyncInterval, _clock, stop).ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
        }
    }

    private DataSynchronizer Synchronizer()
    {
        var sync = _node.Sync;
        var options = new SynchronizerOptions
        {
            Series = _series,
            Interval = sync.SyncInterval,
            BatchSize = sync.BatchSize,
            Validate = sync.EnableValidation,
            CheckConsistency = sync.EnableConsistencyCheck,
        };
        return new DataSynchronizer(_database, _exchange, options, _clock) { Corrections = _corrections.TellAsync };
    }
}
