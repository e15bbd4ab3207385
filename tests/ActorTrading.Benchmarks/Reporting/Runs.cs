using System.Diagnostics;

namespace ActorTrading.Benchmarks.Reporting;

/// <summary>Repeats a measurement: uncounted runs to warm up, then the median of the counted ones.</summary>
internal static class Runs
{
    /// <param name="run">One run; returns how many items it handled.</param>
    /// <returns>Items per second.</returns>
    public static async Task<double> RateAsync(int warmUp, int counted, Func<Task<long>> run)
    {
        var rates = new List<double>();
        for (var i = -warmUp; i < counted; i++)
        {
            var started = Stopwatch.GetTimestamp();
            var items = await run();
            if (i >= 0)
            {
                rates.Add(items / Stopwatch.GetElapsedTime(started).TotalSeconds);
            }
        }

        return Median(rates);
    }

    /// <inheritdoc cref="RateAsync"/>
    public static double Rate(int warmUp, int counted, Func<long> run)
    {
        var rates = new List<double>();
        for (var i = -warmUp; i < counted; i++)
        {
            var started = Stopwatch.GetTimestamp();
            var items = run();
            if (i >= 0)
            {
                rates.Add(items / Stopwatch.GetElapsedTime(started).TotalSeconds);
            }
        }

        return Median(rates);
    }

    public static double Median(IReadOnlyCollection<double> values)
    {
        var sorted = values.Order().ToArray();
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }
}
