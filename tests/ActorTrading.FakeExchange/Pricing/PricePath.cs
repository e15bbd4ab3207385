namespace ActorTrading.FakeExchange.Pricing;

/// <summary>A price at every minute without walking there: a sum of slow and fast noise in the logarithm, the same for the same seed.</summary>
internal sealed class PricePath(ulong seed, long startPrice, long tick)
{
    private static readonly (long Minutes, double Amplitude)[] Octaves = [(20_160, 0.25), (2_880, 0.05), (360, 0.02), (45, 0.006), (7, 0.002)];

    /// <summary>The logarithm of the price at the beginning of a minute, relative to the start price.</summary>
    public double At(long minute)
    {
        var sum = 0.0;
        for (var i = 0; i < Octaves.Length; i++)
        {
            var (period, amplitude) = Octaves[i];
            var (cell, rest) = Math.DivRem(minute, period);
            var x = (double)rest / period;
            var smooth = x * x * (3 - (2 * x));
            var left = Unit(Hash(cell, i));
            sum += amplitude * (left + (smooth * (Unit(Hash(cell + 1, i)) - left)));
        }

        return sum;
    }

    /// <summary>On the tick grid, at least one tick; scaled by 1e8.</summary>
    public long Price(double logarithm) => Math.Max(1, (long)Math.Round(startPrice * Math.Exp(logarithm) / tick)) * tick;

    /// <summary>Random bits for a place and a purpose (SplitMix64's finaliser; Steele, Lea and Flood 2014).</summary>
    public ulong Hash(long place, int purpose)
    {
        unchecked
        {
            var z = seed + ((ulong)place * 0x9E3779B97F4A7C15UL) + ((ulong)(purpose + 1) * 0xD1B54A32D192ED03UL);
            z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9UL;
            z = (z ^ (z >> 27)) * 0x94D049BB133111EBUL;
            return z ^ (z >> 31);
        }
    }

    /// <summary>From -1 to 1.</summary>
    public static double Unit(ulong bits) => ((bits >> 11) * (2.0 / (1UL << 53))) - 1;
}
