namespace ActorTrading.Learning.Distributions;

/// <summary>Functions that the platform lacks.</summary>
internal static class SpecialFunctions
{
    private static readonly double[] Lanczos =
    [
        0.99999999999980993, 676.5203681218851, -1259.1392167224028, 771.32342877765313,
        -176.61502916214059, 12.507343278686905, -0.13857109526572012, 9.9843695780195716e-6, 1.5056327351493116e-7,
    ];

    /// <summary>ln Γ(x) for x &gt; 0 (Lanczos 1964, g = 7, nine terms); relative error about 1e-15.</summary>
    public static double LogGamma(double x)
    {
        if (x < 0.5)
        {
            return Math.Log(Math.PI / Math.Sin(Math.PI * x)) - LogGamma(1 - x);
        }

        x -= 1;
        var sum = Lanczos[0];
        for (var i = 1; i < Lanczos.Length; i++)
        {
            sum += Lanczos[i] / (x + i);
        }

        var t = x + 7.5;
        return (0.5 * Math.Log(2 * Math.PI)) + ((x + 0.5) * Math.Log(t)) - t + Math.Log(sum);
    }

    /// <summary>Regularised incomplete beta function I_x(a, b) by its continued fraction (DLMF 8.17.22), evaluated by Lentz's method.</summary>
    public static double IncompleteBeta(double a, double b, double x)
    {
        if (x <= 0 || x >= 1)
        {
            return x <= 0 ? 0 : 1;
        }

        if (x > (a + 1) / (a + b + 2))
        {
            return 1 - IncompleteBeta(b, a, 1 - x);
        }

        var front = Math.Exp(LogGamma(a + b) - LogGamma(a) - LogGamma(b) + (a * Math.Log(x)) + (b * Math.Log(1 - x))) / a;
        const double Tiny = 1e-300;
        double c = 1;
        var d = 1 - ((a + b) * x / (a + 1));
        d = 1 / (Math.Abs(d) < Tiny ? Tiny : d);
        var f = d;
        for (var m = 1; m <= 500; m++)
        {
            var even = m * (b - m) * x / ((a + (2 * m) - 1) * (a + (2 * m)));
            Step(even, ref c, ref d);
            f *= c * d;
            var odd = -(a + m) * (a + b + m) * x / ((a + (2 * m)) * (a + (2 * m) + 1));
            Step(odd, ref c, ref d);
            f *= c * d;
            if (Math.Abs((c * d) - 1) < 1e-15)
            {
                break;
            }
        }

        return front * f;

        static void Step(double numerator, ref double c, ref double d)
        {
            d = 1 + (numerator * d);
            d = 1 / (Math.Abs(d) < Tiny ? Tiny : d);
            c = 1 + (numerator / c);
            c = Math.Abs(c) < Tiny ? Tiny : c;
        }
    }
}
