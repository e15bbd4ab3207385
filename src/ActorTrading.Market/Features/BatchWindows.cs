namespace ActorTrading.Market.Features;

/// <summary>Windows and recursions over whole arrays.</summary>
internal static class BatchWindows
{
    /// <summary>
    /// Sums over the last <paramref name="window"/> values. Blocks of that length begin at index 0; a window is the tail of the block before, added from its end,
    /// and the head of this one, added from its beginning.
    /// </summary>
    public static double[] Sums(double[] values, int window)
    {
        var sums = new double[values.Length];
        var tails = new double[window + 1];
        for (var start = 0; start < values.Length; start += window)
        {
            var head = 0.0;
            var end = Math.Min(start + window, values.Length);
            for (var i = start; i < end; i++)
            {
                head += values[i];
                sums[i] = i - start == window - 1 ? head : tails[i - start + 1] + head;
            }

            for (var i = end - 1; i >= start; i--)
            {
                tails[i - start] = i == end - 1 ? values[i] : values[i] + tails[i - start + 1];
            }
        }

        return sums;
    }

    /// <summary>The greatest of the last <paramref name="window"/> values, by a queue of candidates in falling order.</summary>
    public static double[] Maxima(double[] values, int window)
    {
        var maxima = new double[values.Length];
        var candidates = new int[values.Length];
        var first = 0;
        var after = 0;
        for (var i = 0; i < values.Length; i++)
        {
            while (after > first && values[candidates[after - 1]] <= values[i])
            {
                after--;
            }

            candidates[after++] = i;
            if (candidates[first] <= i - window)
            {
                first++;
            }

            maxima[i] = values[candidates[first]];
        }

        return maxima;
    }

    /// <summary>Exponential smoothing from a plain mean: see <see cref="FeatureRules.Smooth"/>.</summary>
    public static double[] Smoothed(double[] values, double weight)
    {
        var smoothed = new double[values.Length];
        var average = 0.0;
        for (var i = 0; i < values.Length; i++)
        {
            average = FeatureRules.Smooth(average, values[i], weight, i + 1);
            smoothed[i] = average;
        }

        return smoothed;
    }

    public static double[] Select(BarTerms[] terms, Func<BarTerms, double> value) => Array.ConvertAll(terms, t => value(t));

    /// <summary>The last up to <paramref name="window"/> values at an index, oldest first.</summary>
    public static ReadOnlySpan<double> Last(double[] values, int index, int window)
    {
        var count = Math.Min(window, index + 1);
        return values.AsSpan(index + 1 - count, count);
    }
}
