using ActorTrading.Learning.Optimization;

namespace ActorTrading.Learning.Linear;

/// <summary>
/// Linear regression that outliers cannot pull away (Huber 1964), with the scale s of the errors estimated beside the weights
/// (Huber 1981, 7.7; Owen 2007): minimises Σ (s + s·H((y - b - w·x) / s)) + L2·Σ w², where H is the square up to epsilon and a line
/// beyond it. Robust against wild targets, not against wild columns. Immutable; safe to share between threads.
/// </summary>
public sealed class HuberRegressor : IRegressor, ISavedModel<HuberRegressor>
{
    private const byte FormatVersion = 1;
    private const double Noise = 1e-13;
    private readonly LinearScores _scores;

    private HuberRegressor(LinearScores scores, HuberOptions options, double scale, double gradientNorm)
    {
        _scores = scores;
        Options = options;
        Scale = scale;
        GradientNorm = gradientNorm;
    }

    /// <inheritdoc/>
    public static string Kind => "huber-regressor";

    public int FeatureCount => _scores.FeatureCount;

    /// <summary>What the fit was asked to do.</summary>
    public HuberOptions Options { get; }

    /// <summary>Scale s of the errors in the unit of the target; errors over <see cref="HuberOptions.Epsilon"/> times it were outliers to the fit. 0 when every target is the same.</summary>
    public double Scale { get; }

    /// <inheritdoc cref="SoftmaxRegression.GradientNorm"/>
    public double GradientNorm { get; }

    /// <summary>Weight of each column: units of the target per unit of the column.</summary>
    public IReadOnlyList<double> Coefficients => _scores.Coefficients(0);

    /// <summary>The prediction where every column is 0.</summary>
    public double Intercept => _scores.Intercept(0);

    /// <param name="x">[rows, columns], finite, at most 1e100 in size.</param>
    /// <param name="y">[rows], finite, at most 1e100 in size.</param>
    /// <exception cref="ArgumentException">A shape, a value or an option is not allowed; the message names it.</exception>
    /// <remarks>O(rows·columns) a step, usually 20 to 100 steps; a copy of <paramref name="x"/> in memory.</remarks>
    public static HuberRegressor Fit(Matrix x, ReadOnlySpan<double> y, HuberOptions? options = null)
    {
        options ??= new HuberOptions();
        options.Validate();
        var scales = new ColumnScales(x, options.Standardize, nameof(x));
        ColumnScales.CheckTarget(y, x.Rows, nameof(y));
        var (center, unit) = Spread(y);
        var width = PaddedRows.Stride(x.Columns);
        var parameters = new double[width + 2];
        if (unit == 0)
        {
            return new HuberRegressor(LinearScores.From(scales, parameters, [center]), options, 0, 0);
        }

        // In units of the targets' own spread every size of target is the same task.
        var targets = new double[y.Length];
        for (var i = 0; i < targets.Length; i++)
        {
            targets[i] = (y[i] - center) / unit;
        }

        double[] penalties = [.. scales.Penalties.Select(p => p * options.L2 * unit)];
        var loss = new HuberLoss(scales.Transform(x), targets, options.Epsilon, penalties);
        var optimum = QuasiNewton.Minimize(loss, parameters, options.MaxIterations, options.Tolerance);
        var weights = parameters.Select(w => w * unit).ToArray();
        return new HuberRegressor(
            LinearScores.From(scales, weights, [center + weights[width]]), options, unit * Math.Exp(parameters[width + 1]), optimum.GradientNorm);
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
        writer.Write(Options.Epsilon);
        writer.Write(Options.L2);
        writer.Write(Options.Standardize);
        writer.Write(Options.Tolerance);
        writer.Write(Options.MaxIterations);
        writer.Write(Scale);
        writer.Write(GradientNorm);
        _scores.Save(writer);
    }

    /// <inheritdoc/>
    public static HuberRegressor Load(BinaryReader reader)
    {
        reader.ReadVersion(FormatVersion, "Huber regressor");
        var options = BinaryState.Valid(
            new HuberOptions
            {
                Epsilon = reader.ReadDouble(),
                L2 = reader.ReadDouble(),
                Standardize = reader.ReadBoolean(),
                Tolerance = reader.ReadDouble(),
                MaxIterations = reader.ReadInt32(),
            },
            o => o.Validate());
        var scale = reader.ReadInRange(0, double.MaxValue, "scale");
        var norm = reader.ReadInRange(0, double.MaxValue, "gradient");
        return new HuberRegressor(LinearScores.Load(reader, 1, 1), options, scale, norm);
    }

    /// <summary>Median and median distance from it (the mean distance when most targets are equal); a distance of rounding size counts as 0.</summary>
    private static (double Center, double Unit) Spread(ReadOnlySpan<double> y)
    {
        var sorted = y.ToArray();
        Array.Sort(sorted);
        var center = sorted[sorted.Length / 2];
        var largest = Math.Max(Math.Abs(sorted[0]), Math.Abs(sorted[^1]));
        for (var i = 0; i < sorted.Length; i++)
        {
            sorted[i] = Math.Abs(sorted[i] - center);
        }

        Array.Sort(sorted);
        var unit = sorted[sorted.Length / 2];
        unit = unit > Noise * largest ? unit : sorted.Average();
        return (center, unit > Noise * largest ? unit : 0);
    }
}
