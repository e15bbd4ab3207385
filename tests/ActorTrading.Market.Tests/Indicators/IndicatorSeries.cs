using ActorTrading.Market.Bars;
using ActorTrading.Market.Indicators;
using ActorTrading.Market.Tests.Recorded;

namespace ActorTrading.Market.Tests.Indicators;

/// <summary>Series of bars for tests of indicators, and what the stream makes of them.</summary>
internal static class IndicatorSeries
{
    /// <summary>Recorded trades as one-minute bars: with takers' buys, values and counts.</summary>
    public static Bar[] Minutes => field ??= BuildMinutes();

    public static double[] Stream(ReadOnlySpan<Bar> bars, Timeframe timeframe)
    {
        var set = new IndicatorSet(timeframe);
        var rows = new double[bars.Length * set.Count];
        for (var i = 0; i < bars.Length; i++)
        {
            set.Add(bars[i], rows.AsSpan(i * set.Count, set.Count));
        }

        return rows;
    }

    public static double[] Column(double[] rows, string name)
    {
        var columns = IndicatorCatalog.All.Count;
        var at = IndicatorCatalog.IndexOf(name);
        return [.. Enumerable.Range(0, rows.Length / columns).Select(i => rows[(i * columns) + at])];
    }

    /// <summary>One indicator over daily bars of the given prices.</summary>
    public static double[] Of(string name, IEnumerable<(double High, double Low, double Close, double Volume)> days)
    {
        Bar[] bars = [.. days.Select((d, i) => new Bar(i * Timeframe.D1.Length, Scaled(d.Close), Scaled(d.High), Scaled(d.Low), Scaled(d.Close), Scaled(d.Volume), 0, 0m, 0))];
        return Column(Stream(bars, Timeframe.D1), name);
    }

    public static double[] OfCloses(string name, params double[] closes) => Of(name, closes.Select(c => (c, c, c, 0.0)));

    /// <summary>The first place where two results differ in any bit, as text for a failure message; null if none.</summary>
    public static string? FirstDifference(ReadOnlySpan<double> expected, ReadOnlySpan<double> actual)
    {
        if (expected.Length != actual.Length)
        {
            return $"{expected.Length} against {actual.Length} values";
        }

        var columns = IndicatorCatalog.All.Count;
        for (var i = 0; i < expected.Length; i++)
        {
            var bothNaN = double.IsNaN(expected[i]) && double.IsNaN(actual[i]);
            if (!bothNaN && BitConverter.DoubleToInt64Bits(expected[i]) != BitConverter.DoubleToInt64Bits(actual[i]))
            {
                return $"bar {i / columns}, {IndicatorCatalog.All[i % columns].Name}: {expected[i]:R} against {actual[i]:R}";
            }
        }

        return null;
    }

    private static long Scaled(double value) => Fixed.FromDouble(value);

    private static Bar[] BuildMinutes()
    {
        var builder = new BarBuilder(Timeframe.M1);
        var bars = new List<Bar>();
        foreach (var tick in RecordedRows.Ticks("LTC-USDT.trades.2025-06-21.csv.gz").OrderBy(t => t.Time))
        {
            if (builder.Add(tick, out var closed))
            {
                bars.Add(closed);
            }
        }

        return [.. bars];
    }
}
