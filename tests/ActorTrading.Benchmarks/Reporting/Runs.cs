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

    /// <summary>Warms up for a time rather than a number of runs, so that the JIT's tiers settle whatever a run lasts, and counts what is allocated.</summary>
    /// <param name="run">One run; returns how many items it handled.</param>
    /// <returns>The median of the counted runs, in items per second, and the least bytes a run allocated per item, in the whole process.</returns>
    public static async Task<(double Rate, double BytesPerItem)> MeasureAsync(
        TimeSpan warmUp, int counted, Func<Task<long>> run, CancellationToken cancellationToken)
    {
        var rates = new List<double>();
        var bytes = double.MaxValue;
        var begun = Stopwatch.GetTimestamp();
        while (rates.Count < counted)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var counts = Stopwatch.GetElapsedTime(begun) >= warmUp;
            GC.Collect();
            var allocated = GC.GetTotalAllocatedBytes(precise: true);
            var started = Stopwatch.GetTimestamp();
            var items = await run();
            var rate = items / Stopwatch.GetElapsedTime(started).TotalSeconds;
            if (counts)
            {
                rates.Add(rate);
                bytes = Math.Min(bytes, (double)(GC.GetTotalAllocatedBytes(precise: true) - allocated) / items);
            }
        }

        return (Median(rates), bytes);
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
