namespace ActorTrading.Learning.Tests.Calibration;

/// <summary>Seeded class distributions, and labels drawn from them.</summary>
internal static class Forecasts
{
    public static double[][] Rows(int count, int classes, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ =>
        {
            double[] p = [.. Enumerable.Range(0, classes).Select(_ => Math.Exp(1.5 * Samples.Normal(random)))];
            Probabilities.Normalize(p);
            return p;
        })];
    }

    /// <summary>Any labels.</summary>
    public static int[] Labels(int count, int classes, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ => random.Next(classes))];
    }

    /// <summary>Labels as the distributions say.</summary>
    public static int[] Draw(double[][] truth, int seed)
    {
        var random = new Random(seed);
        return [.. truth.Select(p =>
        {
            var u = random.NextDouble();
            var k = 0;
            for (; k < p.Length - 1 && u >= p[k]; k++)
            {
                u -= p[k];
            }

            return k;
        })];
    }

    /// <summary>p^power, normalised: overconfident over 1.</summary>
    public static double[] Sharpen(double[] p, double power)
    {
        double[] sharp = [.. p.Select(v => Math.Pow(v, power))];
        Probabilities.Normalize(sharp);
        return sharp;
    }
}
