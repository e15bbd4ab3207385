using ActorTrading.Engine.Predictors;
using ActorTrading.Market;
using ActorTrading.Market.Labels;

namespace ActorTrading.Engine.Tests.Running;

/// <summary>A small made-up market: enough decision bars for forecasts, outcomes and weights, quick to run.</summary>
internal static class TestMarket
{
    public const string Source = "walk";

    /// <summary>2025-01-01 00:00 UTC.</summary>
    public const long Start = 1_735_689_600_000_000;

    public const long Minute = 60_000_000;

    /// <summary>Close time of the first decision bar that gets a forecast: the fiftieth.</summary>
    public const long FirstForecast = Start + (50 * 5 * Minute);

    public static Symbol Btc { get; } = Symbol.Parse("BTC-USDT");

    public static Symbol Eth { get; } = Symbol.Parse("ETH-USDT");

    public static EngineOptions Options { get; } = new()
    {
        Horizons = [ModelScript.Short, ModelScript.Long],
        Thresholds = new LabelThresholds(0.002, 0.002),
        SnapshotEvery = int.MaxValue,
        BarsRetained = 40,
        Supervision = new ModelSupervision { SlowAfter = TimeSpan.FromMinutes(5) },
    };

    /// <summary>Close time of the decision bar with the n-th forecast, from 0.</summary>
    public static long Decision(int n) => FirstForecast + (n * 5 * Minute);

    /// <summary>A tick every 100 seconds, with a duplicate and a late one now and then.</summary>
    public static Tick[] Ticks(int seed, int decisionBars)
    {
        var random = new Random(seed);
        var ticks = new List<Tick>();
        var price = 50_000.0;
        for (var i = 0; i < decisionBars * 3; i++)
        {
            price *= Math.Exp((random.NextDouble() - 0.5) * 0.004);
            var tick = new Tick(Start + (i * 100_000_000L) + 1, Fixed.FromDouble(Math.Round(price, 2)), Fixed.FromDouble(Math.Round(0.001 + random.NextDouble(), 5)), i + 1, i % 3 == 0 ? Side.Sell : Side.Buy);
            ticks.Add(tick);
            switch (i % 37)
            {
                case 11:
                    ticks.Add(tick);
                    break;
                case 23:
                    ticks.Add(tick with { Time = tick.Time - (3 * Minute), Id = 1_000_000 + i });
                    break;
            }
        }

        return [.. ticks];
    }

    public static List<TickBatch> Cut(Symbol symbol, Tick[] ticks, Func<int> size)
    {
        var batches = new List<TickBatch>();
        for (var from = 0; from < ticks.Length;)
        {
            var count = Math.Clamp(size(), 1, ticks.Length - from);
            batches.Add(new TickBatch(symbol, ticks.AsMemory(from, count), Source, from + count));
            from += count;
        }

        return batches;
    }
}
