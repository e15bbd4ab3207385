namespace ActorTrading.Learning.Linear;

/// <summary>
/// Linear least squares with a ridge penalty (Hoerl and Kennard 1970): minimises Σ (y - b - w·x)² + L2·Σ w² in closed form, by
/// Cholesky on the normal equations of the standardised columns; the intercept b is not penalised. Constant columns get weight 0,
/// equal columns share theirs. Immutable; safe to share between threads.
/// </summary>
public sealed class RidgeRegression : IRegressor, ISavedModel<RidgeRegression>
{
    private const byte FormatVersion = 1;

    // Share of itself that is always added to the diagonal, so that collinear columns have one answer: the smallest one.
    private const double Floor = 1e-9;
    private readonly LinearScores _scores;

    private RidgeRegression(LinearScores scores, RidgeOptions options)
    {
        _scores = scores;
        Options = options;
    }

    /// <inheritdoc/>
    public static string Kind => "ridge-regression";

    public int FeatureCount => _scores.FeatureCount;

    /// <summary>What the fit was asked to do.</summary>
    public RidgeOptions Options { get; }

    /// <summary>Weight of each column: units of the target per unit of the column.</summary>
    public IReadOnlyList<double> Coefficients => _scores.Coefficients(0);

    /// <summary>The prediction where every column is 0.</summary>
    public double Intercept => _scores.Intercept(0);

    /// <param name="x">[rows, columns], finite, at most 1e100 in size; one row is enough, the prediction is then its target.</param>
    /// <param name="y">[rows], finite, at most 1e100 in size.</param>
    /// <exception cref="ArgumentException">A shape, a value or an option is not allowed; the message names it.</exception>
    /// <remarks>O(rows·columns² + columns³) time, a copy of <paramref name="x"/> in memory.</remarks>
    public static RidgeRegression Fit(Matrix x, ReadOnlySpan<double> y, RidgeOptions? options = null)
    {
        options ??= new RidgeOptions();
        options.Validate();
        var scales = new ColumnScales(x, options.Standardize, nameof(x));
        ColumnScales.CheckTarget(y, x.Rows, nameof(y));
        var z = scales.Transform(x);
        var mean = 0.0;
        foreach (var value in y)
        {
            mean += value / y.Length;
        }

        var (gram, moments) = NormalEquations(z, y, mean, x.Columns);
        for (var j = 0; j < x.Columns; j++)
        {
            gram[(j * x.Columns) + j] += scales.Units[j] > 0 ? options.L2 * scales.Penalties[j] : 1;
        }

        return new RidgeRegression(LinearScores.From(scales, Solve(gram, moments, z.Width), [mean]), options);
    }

    /// <inheritdoc/>
    /// <remarks>O(columns), no allocation.</remarks>
    public double Predict(ReadOnlySpan<double> row)
    {
        Span<double> score = stackalloc double[1];
        _scores.Score(row, score);
        return score[0];
    }

    /// <summary>Predictions [rows] for all rows; the same bits as row by row.</summary>
    public double[] Predict(Matrix x)
    {
        var result = new double[x.Rows];
        for (var i = 0; i < result.Length; i++)
        {
            result[i] = Predict(x.Row(i));
        }

        return result;
    }

    /// <inheritdoc/>
    public void Save(BinaryWriter writer)
    {
        writer.Write(FormatVersion);
        writer.Write(Options.L2);
        writer.Write(Options.Standardize);
        _scores.Save(writer);
    }

    /// <inheritdoc/>
    public static RidgeRegression Load(BinaryReader reader)
    {
        reader.ReadVersion(FormatVersion, "ridge regression");
        var options = BinaryState.Valid(new RidgeOptions { L2 = reader.ReadDouble(), Standardize = reader.ReadBoolean() }, o => o.Validate());
        return new RidgeRegression(LinearScores.Load(reader, 1, 1), options);
    }

    /// <summary>Z'Z (lower half) and Z'(y - mean).</summary>
    private static (double[] Gram, double[] Moments) NormalEquations(PaddedRows z, ReadOnlySpan<double> y, double mean, int columns)
    {
        var wide = new double[columns * z.Width];
        var moments = new double[z.Width];
        for (var i = 0; i < z.Rows; i++)
        {
            var row = z.Row(i);
            for (var j = 0; j < columns; j++)
            {
                var half = PaddedRows.Stride(j + 1);
                PaddedRows.Add(row[..half], row[j], wide.AsSpan(j * z.Width, half));
            }

            PaddedRows.Add(row, y[i] - mean, moments);
        }

        var gram = new double[columns * columns];
        for (var j = 0; j < columns; j++)
        {
            wide.AsSpan(j * z.Width, j + 1).CopyTo(gram.AsSpan(j * columns));
        }

        return (gram, moments[..columns]);
    }

    private static double[] Solve(double[] gram, double[] moments, int width)
    {
        var n = moments.Length;
        for (var floor = Floor; ; floor *= 100)
        {
            var a = (double[])gram.Clone();
            for (var j = 0; j < n; j++)
            {
                a[(j * n) + j] *= 1 + floor;
            }

            var weights = new double[width];
            moments.CopyTo(weights, 0);

            // Rounding in very many columns can be larger than the floor: then a larger floor, which ends at a diagonal that rules the rest.
            if (Cholesky.TrySolve(a, weights.AsSpan(0, n)))
            {
                return weights;
            }
        }
    }
}
