namespace ActorTrading.Market.Features;

/// <summary>Constants and one-step recursions shared by the stream and the batch.</summary>
internal static class FeatureRules
{
    public const double Wilder = 1.0 / FeatureWindows.Oscillator;
    public const double Fast = 2.0 / 13;
    public const double Slow = 2.0 / 27;
    public const double Signal = 2.0 / 10;

    /// <summary>
    /// One step of exponential smoothing that starts as the plain mean of the values so far, until its own weight is the larger: no start value has to be chosen,
    /// and with weight 1/14 it is Wilder's own start.
    /// </summary>
    /// <param name="count">Values so far, this one included.</param>
    public static double Smooth(double average, double value, double weight, int count) => average + (Math.Max(weight, 1.0 / count) * (value - average));

    /// <summary>The weight of a new value for a half-life in bars.</summary>
    public static double WeightOf(double halfLife) => 1 - Math.Pow(2, -1 / halfLife);

    /// <summary>Half-lives of the exponentially weighted volatilities, in bars: 3 bars, 12 hours, 3 days, 7 days.</summary>
    public static double[] DecayWeights(FeatureWindows windows) =>
        [WeightOf(3), WeightOf(windows.Hours12 + 1), WeightOf(windows.Days3), WeightOf(windows.Week)];

    public static int[] Lags(FeatureWindows windows) => [1, 2, 3, 6, 12, windows.Day, windows.Days3, windows.Week];

    public static double TypicalPrice(in BarTerms terms) => (terms.High + terms.Low + terms.Close) / 3;

    public static double SmoothingOf(int bars) => 2.0 / (bars + 1);

    /// <summary>Log of volume in parts of its weekly mean; 0 while nothing traded.</summary>
    public static double LogVolume(double volume, double weekSum, int weekCount) =>
        weekSum > 0 ? Math.Log((volume / (weekSum / weekCount)) + 0.01) : 0;

    public static double SignedVolume(double @return, double volume) => Math.Sign(@return) * volume;

    public static int NextRun(int run, double @return) => @return switch
    {
        > 0 => run > 0 ? Math.Min(run + 1, 1_000_000) : 1,
        < 0 => run < 0 ? Math.Max(run - 1, -1_000_000) : -1,
        _ => 0,
    };

    /// <summary>|DI+ − DI−| / (DI+ + DI−), 0 without movement: Wilder 1978.</summary>
    public static double DirectionalMove(double plus, double minus) => plus + minus > 0 ? Math.Abs(plus - minus) / (plus + minus) : 0;

    /// <summary>Mean and population standard deviation in two passes, oldest value first.</summary>
    public static (double Mean, double Deviation) Band(ReadOnlySpan<double> values)
    {
        var mean = Mean(values);
        var squares = 0.0;
        foreach (var value in values)
        {
            squares += (value - mean) * (value - mean);
        }

        return (mean, Math.Sqrt(squares / values.Length));
    }

    /// <summary>Mean and mean absolute deviation in two passes, oldest value first.</summary>
    public static (double Mean, double Deviation) MeanDeviation(ReadOnlySpan<double> values)
    {
        var mean = Mean(values);
        var sum = 0.0;
        foreach (var value in values)
        {
            sum += Math.Abs(value - mean);
        }

        return (mean, sum / values.Length);
    }

    private static double Mean(ReadOnlySpan<double> values)
    {
        var sum = 0.0;
        foreach (var value in values)
        {
            sum += value;
        }

        return sum / values.Length;
    }
}
