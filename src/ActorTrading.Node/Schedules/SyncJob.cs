using ActorTrading.Engine.Backfill;
using ActorTrading.Engine.Schedules;
using ActorTrading.Feeds.Exchanges;
using ActorTrading.Market;
using ActorTrading.Market.Candles;
using ActorTrading.Node.Composition;
using ActorTrading.Node.Configuration;
using ActorTrading.Storage.MarketData;

namespace ActorTrading.Node.Schedules;

/// <summary>Fetches the history that is missing, as <c>backfill</c> does.</summary>
internal sealed class SyncJob(NodeOptions node, MarketDatabase database, IExchangeClient client, IReadOnlyList<Symbol> symbols, TimeProvider time) : IJob
{
    public string Name => "sync";

    /// <summary>Told candles that came late or were revised; null: nobody is told.</summary>
    public Func<SeriesId, IReadOnlyList<Candle>, CancellationToken, Task>? Corrections { get; init; }

    public async Task<string> RunAsync(CancellationToken cancellation)
    {
        var request = new BackfillRequest { Symbols = symbols, Timeframes = node.Sync.Timeframes };
        var report = await new BackfillManager(database, client, HistorySettings.Backfill(node), time) { Corrections = Corrections }.RunAsync(request, null, cancellation);
        if (report is { Candles: 0, IsComplete: true })
        {
            return "nothing is missing";
        }

        return FormattableString.Invariant(
            $"{report.Candles} candles fetched in {report.Calls} calls; {(report.IsComplete ? "nothing is missing" : $"{report.Series.Count(s => !s.IsComplete)} of {report.Series.Count} series are not complete")}");
    }
}
