using ActorTrading.Benchmarks.Reporting;
using ActorTrading.Market;
using ActorTrading.Market.Candles;
using ActorTrading.Market.Quality;

namespace ActorTrading.Benchmarks.Synchronisation;

/// <summary>
/// About a million minutes with 2 % missing in two series that overlap: merged by the rule, repeats removed, every row's values
/// checked, gaps found. Counts the candles that come out.
/// </summary>
internal static class MemoryBenchmark
{
    public const string Name = "sync.memory";
    public const string CheckName = "sync.check";
    private const int Minutes = 1_000_000;
    private const long Start = 1_600_000_020_000_000;

    private static readonly TimeRange Range = new(Start, Start + (Minutes * Timeframe.M1.Length));

    public static Benchmark Create() => new([Name, CheckName], RunAsync);

    private static async Task<IReadOnlyList<Figure>> RunAsync(CancellationToken cancellationToken)
    {
        var all = Walk();
        var stored = all.Where((c, i) => i < Minutes * 6 / 10).ToArray();
        var arrived = all.Where((c, i) => i >= Minutes * 4 / 10).Select(c => c with { Source = CandleSource.Binance }).ToArray();
        var merged = new Candle[stored.Length + arrived.Length];
        var (rate, _) = await Runs.MeasureAsync(TimeSpan.FromSeconds(3), 9, () => Task.FromResult((long)Pass(stored, arrived, merged, all.Length)), cancellationToken);
        var (checks, _) = await Runs.MeasureAsync(TimeSpan.FromSeconds(2), 5, () => Task.FromResult((long)Check(all)), cancellationToken);
        return
        [
            new Figure(Name, rate, "candles/s", 10e6, "pandas 1.5: concat, sort, drop duplicates, reindex, fill", 4.93e6),
            new Figure(CheckName, checks, "candles/s"),
        ];
    }

    private static int Pass(Candle[] stored, Candle[] arrived, Candle[] into, int expected)
    {
        var merged = into.AsSpan(0, CandleMerge.Merge(stored, arrived, into));
        var missing = GapSearch.Missing(merged, Range, Timeframe.M1);
        var unsound = 0;
        foreach (ref readonly var candle in merged)
        {
            unsound += BarValidity.IsSound(candle.Bar) ? 0 : 1;
        }

        if (merged.Length != expected || unsound > 0 || GapSearch.Count(missing, Timeframe.M1) != Minutes - expected)
        {
            throw new InvalidOperationException($"{merged.Length} candles of {expected}, {unsound} unsound, {GapSearch.Count(missing, Timeframe.M1)} missing.");
        }

        return merged.Length;
    }

    /// <summary>Order, grid, extremes and volume on top of it.</summary>
    private static int Check(Candle[] candles)
    {
        var checker = new ConsistencyChecker(Timeframe.M1);
        foreach (ref readonly var candle in candles.AsSpan())
        {
            checker.Add(candle.Bar);
        }

        checker.Finish(Range);
        return candles.Length;
    }

    private static Candle[] Walk()
    {
        var random = new Random(5);
        var candles = new List<Candle>(Minutes);
        var price = 30_000 * Fixed.One;
        for (var i = 0; i < Minutes; i++)
        {
            var open = price;
            price = (long)(price * Math.Exp((random.NextDouble() - 0.5) * 0.002));
            if (random.Next(50) != 0)
            {
                candles.Add(new Candle(
                    new Bar(Start + (i * Timeframe.M1.Length), open, Math.Max(open, price) + 1000, Math.Min(open, price) - 1000, price, random.Next(1, 1 << 30), 0, 0, 0),
                    CandleSource.Okx));
            }
        }

        return [.. candles];
    }
}
