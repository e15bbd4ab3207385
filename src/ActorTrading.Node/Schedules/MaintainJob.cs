using ActorTrading.Engine.Maintenance;
using ActorTrading.Engine.Schedules;
using ActorTrading.Feeds.Exchanges;
using ActorTrading.Market;
using ActorTrading.Market.Candles;
using ActorTrading.Node.Composition;
using ActorTrading.Node.Configuration;
using ActorTrading.Storage.MarketData;

namespace ActorTrading.Node.Schedules;

/// <summary>Checks the stored candles of the last day against the exchange and repairs them, as <c>maintain</c> does.</summary>
internal sealed class MaintainJob(NodeOptions node, MarketDatabase database, IExchangeClient client, IReadOnlyList<Symbol> symbols, TimeProvider time) : IJob
{
    public string Name => "maintain";

    /// <summary>Told candles that came late or were revised; null: nobody is told.</summary>
    public Func<SeriesId, IReadOnlyList<Candle>, CancellationToken, Task>? Corrections { get; init; }

    public async Task<string> RunAsync(CancellationToken cancellation)
    {
        var request = new MaintenanceRequest { Configured = symbols, Timeframes = node.Sync.Timeframes };
        var report = await new Maintainer(database, client, HistorySettings.Maintenance(node), time) { Corrections = Corrections }.RunAsync(request, null, cancellation);
        return FormattableString.Invariant(
            $"{report.Symbols.Count} symbols: {report.GapsFilled} of {report.GapsFound} gaps filled, {report.DuplicatesRemoved} duplicates removed, {report.InvalidFixed} of {report.InvalidFound} invalid rows fixed, {report.Left.Count} findings left");
    }
}
