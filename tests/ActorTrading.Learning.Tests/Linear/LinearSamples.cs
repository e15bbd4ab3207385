namespace ActorTrading.Learning.Tests.Linear;

/// <summary>Training sets that break careless solvers, and the objectives as their definitions say.</summary>
internal static class LinearSamples
{
    /// <summary>Constant, collinear, tiny, huge, far from zero: each beside one honest column.</summary>
    public static TheoryData<string> Hard => ["constant", "equal", "collinear", "zero", "tiny", "huge", "far", "one row", "more columns than rows"];

    public static Matrix Named(string name)
    {
        var random = new Random(5);
        var rows = name == "one row" ? 1 : name == "more columns than rows" ? 4 : 30;
        var columns = name == "more columns than rows" ? 12 : 3;
        var x = new Matrix(rows, columns);
        for (var i = 0; i < rows; i++)
        {
            for (var j = 0; j < columns; j++)
            {
                x[i, j] = Samples.Normal(random);
            }

            x[i, 2] = name switch
            {
                "constant" => 0.1,
                "equal" => x[i, 0],
                "collinear" => (3 * x[i, 0]) - x[i, 1],
                "zero" => 0,
                "tiny" => 1e-250 * x[i, 2],
                "huge" => 1e99 * x[i, 2],
                "far" => 1e9 + x[i, 2],
                _ => x[i, 2],
            };
        }

        return x;
    }

    /// <summary>Central differences of a function of coefficients and intercept at a fitted point.</summary>
    public static double LargestGradient(Func<double[], double> objective, double[] at)
    {
        var largest = 0.0;
        for (var i = 0; i < at.Length; i++)
        {
            var (high, low) = ((double[])at.Clone(), (double[])at.Clone());
            high[i] += 1e-5;
            low[i] -= 1e-5;
            largest = Math.Max(largest, Math.Abs(objective(high) - objective(low)) / 2e-5);
        }

        return largest;
    }

    public static double Score(ReadOnlySpan<double> row, ReadOnlySpan<double> weights, double intercept)
    {
        var sum = intercept;
        for (var j = 0; j < row.Length; j++)
        {
            sum += row[j] * weights[j];
        }

        return sum;
    }
}
