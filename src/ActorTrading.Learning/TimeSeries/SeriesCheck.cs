using System.Globalization;

namespace ActorTrading.Learning.TimeSeries;

/// <summary>What a series must be before a model is fitted to it.</summary>
internal static class SeriesCheck
{
    public const double Largest = 1e100;
    private const double Noise = 1e-13;

    /// <exception cref="ArgumentException">Too short, or a value that is not finite or over 1e100 in size.</exception>
    public static void Values(ReadOnlySpan<double> series, int fewest, string name)
    {
        if (series.Length < fewest)
        {
            throw new ArgumentException($"{name} has {series.Length} values; at least {fewest} are needed.", name);
        }

        for (var i = 0; i < series.Length; i++)
        {
            if (!(Math.Abs(series[i]) <= Largest))
            {
                Value(series[i], $"{name}[{i}]", name);
            }
        }
    }

    public static void Value(double value, string where, string name)
    {
        if (!(Math.Abs(value) <= Largest))
        {
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"{where} is {value}; it must be from {-Largest} to {Largest}."), name);
        }
    }

    /// <summary>Whether the values differ by more than rounding.</summary>
    public static bool Varies(ReadOnlySpan<double> series, double size)
    {
        var (low, high) = (double.MaxValue, double.MinValue);
        foreach (var value in series)
        {
            (low, high) = (Math.Min(low, value), Math.Max(high, value));
        }

        return high - low > Math.Max(Noise * size, 1e-100);
    }
}
