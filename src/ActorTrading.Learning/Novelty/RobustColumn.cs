namespace ActorTrading.Learning.Novelty;

/// <summary>Location and spread of a column that a few wild values cannot move.</summary>
internal static class RobustColumn
{
    /// <summary>A normal value's deviation over its median absolute deviation.</summary>
    private const double Consistency = 1.482602218505602;

    /// <summary>Median, and 1.4826 times the median absolute deviation; where more than half of the values are equal, the standard deviation; 0 for a constant.</summary>
    public static (double Median, double Deviation) Of(Matrix x, int column)
    {
        var known = 0;
        var values = new double[x.Rows];
        for (var i = 0; i < x.Rows; i++)
        {
            if (!double.IsNaN(x[i, column]))
            {
                values[known++] = Math.Clamp(x[i, column], -1e150, 1e150);
            }
        }

        if (known == 0)
        {
            return (0, 0);
        }

        var seen = values.AsSpan(0, known);
        var median = Median(seen);
        var squares = 0.0;
        for (var i = 0; i < known; i++)
        {
            seen[i] = Math.Abs(seen[i] - median);
            squares += seen[i] * seen[i] / known;
        }

        var deviation = Consistency * Median(seen);
        return (median, deviation > 0 ? deviation : Math.Sqrt(squares));
    }

    private static double Median(Span<double> values)
    {
        values.Sort();
        return (values[(values.Length - 1) / 2] / 2) + (values[values.Length / 2] / 2);
    }
}
