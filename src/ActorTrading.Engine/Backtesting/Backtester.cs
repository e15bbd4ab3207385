using ActorTrading.Actors.Event;
using ActorTrading.Actors.Persistence;
using ActorTrading.Engine.Ingest;
using ActorTrading.Engine.Models;
using ActorTrading.Engine.Symbols;
using ActorTrading.Engine.Views;
using ActorTrading.Feeds;

namespace ActorTrading.Engine.Backtesting;

/// <summary>Runs a feed through the same actors as live, as fast as they go.</summary>
public static class Backtester
{
    /// <exception cref="OperationCanceledException">Half a backtest is none.</exception>
    /// <param name="log">Gets the actors' log; null for none.</param>
    /// <param name="progress">Told the rows delivered so far.</param>
    public static async Task<BacktestReport> RunAsync(
        IFeed feed, EngineOptions options, ModelSet models, TimeProvider clock, Action<LogEvent>? log = null, IProgress<long>? progress = null, CancellationToken cancellationToken = default)
    {
        await using var journal = new DigestJournal();
        var view = new MarketView(clock);
        var system = EngineSystem.Create("backtest", journal, new InMemorySnapshotStore(), clock, log);
        try
        {
            // Snapshots would be of no use: nothing recovers.
            var market = system.ActorOf(MarketActor.Props(options with { SnapshotEvery = int.MaxValue }, models, view), "market");
            var ingest = new IngestStream(market, new IngestOptions(), clock);
            using var reporter = progress is null
                ? null
                : clock.CreateTimer(_ => progress.Report(ingest.Delivered), null, TimeSpan.FromMilliseconds(200), TimeSpan.FromMilliseconds(200));
            await ingest.RunAsync(feed, cancellationToken);
            cancellationToken.ThrowIfCancellationRequested();
            return Report(view, journal);
        }
        finally
        {
            await system.Terminate();
        }
    }

    private static BacktestReport Report(MarketView view, DigestJournal journal)
    {
        var fed = view.Symbols.ToDictionary(s => s.Symbol.Value, s => s.Fed());
        return new BacktestReport(
            fed.Values.Sum(f => f.Accepted),
            Sum(fed.Values.Select(f => f.Refused)),
            Sum(view.Symbols.Select(s => s.Bars.Counts())),
            journal.Predictions,
            journal.Hash(),
            fed.ToDictionary(f => f.Key, f => f.Value.Jumps),
            view.Symbols.ToDictionary(
                s => s.Symbol.Value,
                IReadOnlyDictionary<string, Predictors.HorizonScore> (s) => s.Scores().Where(x => x.Value.Rows > 0).ToDictionary(x => x.Key.Name, x => x.Value)));
    }

    private static Dictionary<string, long> Sum(IEnumerable<IReadOnlyDictionary<string, long>> counts) =>
        counts.SelectMany(c => c).GroupBy(c => c.Key).ToDictionary(g => g.Key, g => g.Sum(c => c.Value));
}
