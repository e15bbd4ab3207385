namespace ActorTrading.Learning.Conformal;

/// <summary>
/// Split conformal intervals around a point forecast (Lei et al. 2018): center ± q · scale, q the conformal quantile of
/// |outcome - center| / scale on rows that the forecaster was not trained on.
/// </summary>
/// <remarks>
/// If old and new rows are exchangeable, an interval covers with probability from 1 - alpha to 1 - alpha + 1/(n + 1), whatever the
/// forecaster is worth. Where the world moves on, take <see cref="AdaptiveConformalInterval"/>. Fewer rows than 1/alpha - 1 give
/// the honest answer: no bound, an interval from minus to plus infinity.
/// </remarks>
public sealed class SplitConformal : ISavedModel<SplitConformal>
{
    private const byte FormatVersion = 1;

    private SplitConformal(double alpha, double radius)
    {
        Alpha = alpha;
        Radius = radius;
    }

    public static string Kind => "split-conformal";

    /// <summary>A row is a center and a scale.</summary>
    public int FeatureCount => 2;

    /// <summary>The accepted share of misses.</summary>
    public double Alpha { get; }

    /// <summary>q: half the width of an interval of scale 1; infinite if there were too few rows.</summary>
    public double Radius { get; }

    /// <summary>Takes the quantile of the scaled residuals. O(n · log n).</summary>
    /// <param name="centers">Forecasts of rows not trained on.</param>
    /// <param name="outcomes">What came, one per forecast.</param>
    /// <param name="scales">Predicted size of the error, each over 0; empty for 1 everywhere.</param>
    /// <param name="alpha">Accepted share of misses, over 0 to under 1.</param>
    /// <exception cref="ArgumentException">Lengths differ, or a value is not finite or out of range.</exception>
    public static SplitConformal Fit(ReadOnlySpan<double> centers, ReadOnlySpan<double> outcomes, ReadOnlySpan<double> scales, double alpha)
    {
        Check.Length(outcomes.Length, centers.Length, nameof(outcomes));
        Check.Length(scales.Length, scales.IsEmpty ? 0 : centers.Length, nameof(scales));
        Check.Finite(centers, nameof(centers));
        Check.Finite(outcomes, nameof(outcomes));
        var scores = new double[centers.Length];
        for (var i = 0; i < scores.Length; i++)
        {
            var scale = scales.IsEmpty ? 1 : scales[i];
            Check.Range(scale, 1e-300, double.MaxValue, nameof(scales));
            scores[i] = Math.Min(Math.Abs(outcomes[i] - centers[i]) / scale, double.MaxValue);
        }

        return new SplitConformal(alpha, ConformalQuantile.Of(scores, alpha));
    }

    /// <summary>The interval of one forecast. O(1).</summary>
    /// <param name="center">Finite.</param>
    /// <param name="scale">Over 0, in the sense of the fit.</param>
    public (double Low, double High) Interval(double center, double scale = 1)
    {
        Check.Range(center, double.MinValue, double.MaxValue, nameof(center));
        Check.Range(scale, 1e-300, double.MaxValue, nameof(scale));
        return (center - (scale * Radius), center + (scale * Radius));
    }

    /// <summary>Low and high for a row of center and scale.</summary>
    public void Predict(ReadOnlySpan<double> row, Span<double> interval)
    {
        Check.FiniteRow(row, 2);
        Check.Length(interval.Length, 2, nameof(interval));
        (interval[0], interval[1]) = Interval(row[0], row[1]);
    }

    /// <summary>Low and high of each row, to the bit as one by one.</summary>
    public Matrix Predict(Matrix x)
    {
        ArgumentNullException.ThrowIfNull(x);
        var intervals = new Matrix(x.Rows, 2);
        for (var i = 0; i < x.Rows; i++)
        {
            Predict(x.Row(i), intervals.Row(i));
        }

        return intervals;
    }

    public void Save(BinaryWriter writer)
    {
        writer.Write(FormatVersion);
        writer.Write(Alpha);
        writer.Write(Radius);
    }

    public static SplitConformal Load(BinaryReader reader)
    {
        reader.ReadVersion(FormatVersion, "split conformal intervals");
        var (alpha, radius) = (reader.ReadDouble(), reader.ReadDouble());
        return alpha is > 0 and < 1 && radius >= 0
            ? new SplitConformal(alpha, radius)
            : throw new InvalidDataException($"The saved share of misses is {alpha:R} and the radius {radius:R}; they must be between 0 and 1 and from 0.");
    }
}
