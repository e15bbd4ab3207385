using ActorTrading.Market.Features;

namespace ActorTrading.Market.Tests.Features;

/// <summary>Series of bars for tests of features.</summary>
internal static class FeatureSeries
{
    /// <summary>A random walk with gaps, quiet bars and bars that stand still.</summary>
    public static Bar[] Walk(int seed, int bars, Timeframe timeframe, double size = 0.01)
    {
        var random = new Random(seed);
        var slot = 400_000L;
        var close = 100.0;
        var series = new Bar[bars];
        for (var i = 0; i < bars; i++)
        {
            slot += random.Next(20) == 0 ? random.Next(1, 50) : 1;
            var open = close;
            close = random.Next(8) == 0 ? close : Math.Clamp(close * Math.Exp(size * (random.NextDouble() + random.NextDouble() - 1)), 0.01, 1e8);
            var high = Math.Max(open, close) * (1 + (size * random.NextDouble() / 2));
            var low = Math.Min(open, close) * (1 - (size * random.NextDouble() / 2));
            var volume = random.Next(10) == 0 ? 0 : random.NextInt64(1, 1000 * Fixed.One);
            series[i] = new Bar(
                slot * timeframe.Length,
                Fixed.FromDouble(open),
                Fixed.FromDouble(high),
                Fixed.FromDouble(low),
                Fixed.FromDouble(close),
                volume,
                volume / 3,
                0m,
                (int)(volume % 1000));
        }

        return series;
    }

    public static double[] Stream(ReadOnlySpan<Bar> bars, Timeframe timeframe)
    {
        var engine = new FeatureEngine(timeframe);
        var rows = new double[bars.Length * engine.Count];
        for (var i = 0; i < bars.Length; i++)
        {
            engine.Add(bars[i], rows.AsSpan(i * engine.Count, engine.Count));
        }

        return rows;
    }

    /// <summary>The first place where two results differ in any bit, as text for a failure message; null if none.</summary>
    public static string? FirstDifference(double[] expected, double[] actual)
    {
        if (expected.Length != actual.Length)
        {
            return $"{expected.Length} against {actual.Length} values";
        }

        var names = FeatureEngine.Schema.Names;
        for (var i = 0; i < expected.Length; i++)
        {
            if (BitConverter.DoubleToInt64Bits(expected[i]) != BitConverter.DoubleToInt64Bits(actual[i]))
            {
                return $"bar {i / names.Count}, {names[i % names.Count]}: {expected[i]:R} against {actual[i]:R}";
            }
        }

        return null;
    }
}
