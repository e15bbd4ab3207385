using ActorTrading.Benchmarks.Reporting;
using ActorTrading.Feeds.Recorded;
using ActorTrading.Market.Features;

namespace ActorTrading.Benchmarks.Market;

/// <summary>Streaming features over recorded hours, one row per bar.</summary>
internal static class FeaturesBenchmark
{
    public const string Name = "features.bars";
    private const string Hours = "BTC-USDT.1h.2020-2024.csv.gz";
    private const int Passes = 5;

    public static Benchmark Create() => new([Name], RunAsync);

    private static Task<IReadOnlyList<Figure>> RunAsync(CancellationToken cancellationToken)
    {
        var candles = CandleHistory.Load([MarketFiles.Find(Hours)]);
        var rate = Runs.Rate(2, 7, () =>
        {
            long rows = 0;
            for (var pass = 0; pass < Passes; pass++)
            {
                cancellationToken.ThrowIfCancellationRequested();
                var engine = new FeatureEngine(candles.Timeframe);
                var row = new double[engine.Count];
                foreach (ref readonly var bar in candles.Bars.Span)
                {
                    engine.Add(in bar, row);
                    rows++;
                }
            }

            return rows;
        });
        var columns = FeatureEngine.Schema.Count;
        return Task.FromResult<IReadOnlyList<Figure>>(
            [new Figure(Name, rate, "bars/s", 500_000, FormattableString.Invariant($"pandas, batch, 65 M values/s of {columns} a bar"), 65e6 / columns)]);
    }
}
