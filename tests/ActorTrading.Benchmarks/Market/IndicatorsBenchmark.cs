using ActorTrading.Benchmarks.Reporting;
using ActorTrading.Feeds.Recorded;
using ActorTrading.Market.Indicators;

namespace ActorTrading.Benchmarks.Market;

/// <summary>All streaming indicators over recorded hours, one row per bar.</summary>
internal static class IndicatorsBenchmark
{
    public const string Name = "indicators.stream";
    private const string Hours = "BTC-USDT.1h.2020-2024.csv.gz";
    private const int Passes = 5;

    public static Benchmark Create() => new([Name], RunAsync);

    private static Task<IReadOnlyList<Figure>> RunAsync(CancellationToken cancellationToken)
    {
        var candles = CandleHistory.Load([MarketFiles.Find(Hours)]);
        var columns = IndicatorCatalog.All.Count;
        var row = new double[columns];
        var rate = Runs.Rate(3, 7, () =>
        {
            long rows = 0;
            for (var pass = 0; pass < Passes; pass++)
            {
                cancellationToken.ThrowIfCancellationRequested();
                var indicators = new IndicatorSet(candles.Timeframe);
                foreach (ref readonly var bar in candles.Bars.Span)
                {
                    indicators.Add(in bar, row);
                    rows++;
                }
            }

            return rows;
        });
        return Task.FromResult<IReadOnlyList<Figure>>(
            [new Figure(Name, rate, "bars/s", 500_000, FormattableString.Invariant($"pandas, batch, 65 M values/s of {columns} a bar"), 65e6 / columns)]);
    }
}
