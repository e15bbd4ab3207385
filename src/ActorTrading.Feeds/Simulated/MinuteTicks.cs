using ActorTrading.Market;

namespace ActorTrading.Feeds.Simulated;

/// <summary>Fills a minute whose first and last price are known with trades: a Brownian bridge on the price grid.</summary>
internal static class MinuteTicks
{
    private const long Minute = 60_000_000;
    private const double MillisPerMinute = 60_000;
    private const int SizeSteps = 1024;
    private const double SizeSpread = 1.2;
    private const double SideBias = 0.3;

    private static readonly double[] Sizes = BuildSizes();

    public static void Write(
        Span<Tick> ticks, long minute, ulong stream, long idsBefore, double logFrom, double logTo, double variance, Instrument instrument)
    {
        var n = ticks.Length;
        var start = minute * Minute;
        var ticksPerUnit = Noise.Exp(logFrom) * Fixed.One / instrument.TickSize;
        var move = logTo - logFrom;
        var perTrade = variance / n;
        var unit = 1 / Math.Sqrt(perTrade);
        var millis = MillisPerMinute / n;
        var at = 0.0;
        for (var i = 0; i < n; i++)
        {
            var left = n - i;
            var step = (move - at) / left;
            if (left > 1)
            {
                step += Math.Sqrt(perTrade * (left - 1) / left) * Noise.RoughNormal(Noise.Bits(stream, 2L * i));
            }

            at += step;
            var bits = Noise.Bits(stream, (2L * i) + 1);
            var offset = (long)((i + ((bits >> 44) * (1.0 / (1 << 20)))) * millis);
            var buys = 0.5 + (SideBias * Math.Clamp(step * unit, -1, 1));
            var side = ((bits >> 24) & 0xFFFFF) * (1.0 / (1 << 20)) < buys ? Side.Buy : Side.Sell;

            // e to a small power: a minute's move is a few percent at the very most.
            var growth = 1 + (at * (1 + (at * (0.5 + (at * ((1 / 6.0) + (at / 24)))))));
            var price = Math.Max(1, (long)Math.Round(ticksPerUnit * growth)) * instrument.TickSize;
            var size = Math.Max(1, (long)Math.Round(Sizes[(int)(bits & (SizeSteps - 1))] * instrument.MedianLots)) * instrument.LotSize;
            ticks[i] = new Tick(start + (Math.Min(offset, 59_999) * 1000), price, size, idsBefore + i + 1, side);
        }
    }

    /// <summary>Lognormal sizes at equally likely quantiles, median 1.</summary>
    private static double[] BuildSizes()
    {
        var sizes = new double[SizeSteps];
        for (var i = 0; i < SizeSteps; i++)
        {
            sizes[i] = Noise.Exp(SizeSpread * Noise.NormalQuantile((i + 0.5) / SizeSteps));
        }

        return sizes;
    }
}
