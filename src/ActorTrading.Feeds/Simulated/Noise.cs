namespace ActorTrading.Feeds.Simulated;

/// <summary>
/// Random numbers by counter: the n-th draw of a stream is a function of (stream, n) alone, so that any minute can be drawn
/// without the ones before it. Only + - * / and square roots are used, which IEEE 754 fixes to the last bit: the same seed gives the same
/// market on every machine and runtime version.
/// </summary>
internal static class Noise
{
    private const ulong Golden = 0x9E3779B97F4A7C15;
    private const double Ln2High = 6.93147180369123816490e-01;
    private const double Ln2Low = 1.90821492927058770002e-10;

    /// <summary>SplitMix64's n-th output for the given state (Steele, Lea, Flood 2014).</summary>
    public static ulong Bits(ulong stream, long n)
    {
        var z = stream + ((ulong)(n + 1) * Golden);
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }

    /// <summary>A stream of its own for a name, from a parent stream.</summary>
    public static ulong Stream(ulong parent, string name)
    {
        var hash = 14695981039346656037UL; // FNV-1a, 64 bits
        foreach (var c in name)
        {
            hash = (hash ^ c) * 1099511628211UL;
        }

        return Bits(parent ^ hash, 0);
    }

    /// <summary>In (0, 1), never an end.</summary>
    public static double Uniform(ulong bits) => ((bits >> 11) + 0.5) * (1.0 / (1UL << 53));

    public static double Normal(ulong stream, long n) => NormalQuantile(Uniform(Bits(stream, n)));

    /// <summary>Sum of four 16-bit uniforms, scaled to variance 1: nearly normal, within ±3.46, and cheap. For the path inside a minute, and where many are summed.</summary>
    public static double RoughNormal(ulong bits)
    {
        var sum = (long)(bits & 0xFFFF) + (long)((bits >> 16) & 0xFFFF) + (long)((bits >> 32) & 0xFFFF) + (long)(bits >> 48);
        return (sum - 131_070) * (1.7320508075688772 / 65_536);
    }

    /// <summary>Poisson by inversion of one uniform; from a mean of 30 on by the normal approximation.</summary>
    public static int Poisson(double mean, ulong bits)
    {
        var u = Uniform(bits);
        if (mean >= 30)
        {
            return Math.Max(0, (int)Math.Round(mean + (Math.Sqrt(mean) * NormalQuantile(u))));
        }

        var probability = Exp(-mean);
        var sum = probability;
        var count = 0;
        while (u > sum && probability > 1e-300)
        {
            count++;
            probability *= mean / count;
            sum += probability;
        }

        return count;
    }

    /// <summary>e to the x, for |x| up to 700, to some 2e-16: Cody-Waite reduction and Taylor's series to the 13th power.</summary>
    public static double Exp(double x)
    {
        var k = Math.Round(x * 1.44269504088896340736);
        var r = x - (k * Ln2High) - (k * Ln2Low);
        var p = 1 / 6227020800.0;
        p = (p * r) + (1 / 479001600.0);
        p = (p * r) + (1 / 39916800.0);
        p = (p * r) + (1 / 3628800.0);
        p = (p * r) + (1 / 362880.0);
        p = (p * r) + (1 / 40320.0);
        p = (p * r) + (1 / 5040.0);
        p = (p * r) + (1 / 720.0);
        p = (p * r) + (1 / 120.0);
        p = (p * r) + (1 / 24.0);
        p = (p * r) + (1 / 6.0);
        p = (p * r) + 0.5;
        p = (p * r) + 1;
        p = (p * r) + 1;
        return p * BitConverter.Int64BitsToDouble((1023L + (long)k) << 52);
    }

    /// <summary>Natural logarithm of a normal positive number: 2 artanh((m-1)/(m+1)) of the mantissa, by its series.</summary>
    public static double Log(double x)
    {
        var bits = BitConverter.DoubleToInt64Bits(x);
        var k = (int)(bits >> 52) - 1023;
        var m = BitConverter.Int64BitsToDouble((bits & 0x000F_FFFF_FFFF_FFFF) | (1023L << 52));
        if (m > 1.4142135623730951)
        {
            m /= 2;
            k++;
        }

        var s = (m - 1) / (m + 1);
        var z = s * s;
        var sum = 1 / 23.0;
        sum = (sum * z) + (1 / 21.0);
        sum = (sum * z) + (1 / 19.0);
        sum = (sum * z) + (1 / 17.0);
        sum = (sum * z) + (1 / 15.0);
        sum = (sum * z) + (1 / 13.0);
        sum = (sum * z) + (1 / 11.0);
        sum = (sum * z) + (1 / 9.0);
        sum = (sum * z) + (1 / 7.0);
        sum = (sum * z) + (1 / 5.0);
        sum = (sum * z) + (1 / 3.0);
        sum = (sum * z) + 1;
        return (k * Ln2High) + ((2 * s * sum) + (k * Ln2Low));
    }

    /// <summary>The standard normal's quantile, relative error 1e-16 (Wichura 1988, AS 241, PPND16).</summary>
    public static double NormalQuantile(double p)
    {
        var q = p - 0.5;
        if (Math.Abs(q) <= 0.425)
        {
            var c = 0.180625 - (q * q);
            var top = 2.5090809287301226727e3;
            top = (top * c) + 3.3430575583588128105e4;
            top = (top * c) + 6.7265770927008700853e4;
            top = (top * c) + 4.5921953931549871457e4;
            top = (top * c) + 1.3731693765509461125e4;
            top = (top * c) + 1.9715909503065514427e3;
            top = (top * c) + 1.3314166789178437745e2;
            top = (top * c) + 3.3871328727963666080e0;
            var bottom = 5.2264952788528545610e3;
            bottom = (bottom * c) + 2.8729085735721942674e4;
            bottom = (bottom * c) + 3.9307895800092710610e4;
            bottom = (bottom * c) + 2.1213794301586595867e4;
            bottom = (bottom * c) + 5.3941960214247511077e3;
            bottom = (bottom * c) + 6.8718700749205790830e2;
            bottom = (bottom * c) + 4.2313330701600911252e1;
            bottom = (bottom * c) + 1;
            return q * top / bottom;
        }

        var tail = Math.Sqrt(-Log(q < 0 ? p : 1 - p));
        double quantile;
        if (tail <= 5)
        {
            var r = tail - 1.6;
            var top = 7.74545014278341407640e-4;
            top = (top * r) + 2.27238449892691845833e-2;
            top = (top * r) + 2.41780725177450611770e-1;
            top = (top * r) + 1.27045825245236838258e0;
            top = (top * r) + 3.64784832476320460504e0;
            top = (top * r) + 5.76949722146069140550e0;
            top = (top * r) + 4.63033784615654529590e0;
            top = (top * r) + 1.42343711074968357734e0;
            var bottom = 1.05075007164441684324e-9;
            bottom = (bottom * r) + 5.47593808499534494600e-4;
            bottom = (bottom * r) + 1.51986665636164571966e-2;
            bottom = (bottom * r) + 1.48103976427480074590e-1;
            bottom = (bottom * r) + 6.89767334985100004550e-1;
            bottom = (bottom * r) + 1.67638483018380384940e0;
            bottom = (bottom * r) + 2.05319162663775882187e0;
            bottom = (bottom * r) + 1;
            quantile = top / bottom;
        }
        else
        {
            var r = tail - 5;
            var top = 2.01033439929228813265e-7;
            top = (top * r) + 2.71155556874348757815e-5;
            top = (top * r) + 1.24266094738807843860e-3;
            top = (top * r) + 2.65321895265761230930e-2;
            top = (top * r) + 2.96560571828504891230e-1;
            top = (top * r) + 1.78482653991729133580e0;
            top = (top * r) + 5.46378491116411436990e0;
            top = (top * r) + 6.65790464350110377720e0;
            var bottom = 2.04426310338993978564e-15;
            bottom = (bottom * r) + 1.42151175831644588870e-7;
            bottom = (bottom * r) + 1.84631831751005468180e-5;
            bottom = (bottom * r) + 7.86869131145613259100e-4;
            bottom = (bottom * r) + 1.48753612908506148525e-2;
            bottom = (bottom * r) + 1.36929880922735805310e-1;
            bottom = (bottom * r) + 5.99832206555887937690e-1;
            bottom = (bottom * r) + 1;
            quantile = top / bottom;
        }

        return q < 0 ? -quantile : quantile;
    }

    /// <summary>The standard normal's distribution function by its series (Marsaglia 2004); exact to some 1e-15 within ±8, 0 or 1 outside.</summary>
    public static double NormalCdf(double x)
    {
        if (Math.Abs(x) > 8)
        {
            return x < 0 ? 0 : 1;
        }

        var term = x;
        var sum = x;
        var before = double.NaN;
        for (var i = 3; sum != before; i += 2)
        {
            before = sum;
            term *= x * x / i;
            sum += term;
        }

        return 0.5 + (sum * 0.3989422804014327 * Exp(-0.5 * x * x));
    }
}
