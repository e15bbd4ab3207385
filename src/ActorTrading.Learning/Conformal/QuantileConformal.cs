namespace ActorTrading.Learning.Conformal;

/// <summary>
/// Conformalised quantile regression (Romano, Patterson, Candès 2019): [low - q, high + q] around two predicted quantiles, q the
/// conformal quantile of max(low - outcome, outcome - high) on rows that the quantiles were not trained on.
/// </summary>
/// <remarks>
/// The promise is that of <see cref="SplitConformal"/>, with intervals as wide and as lopsided as the quantiles say. A negative q
/// narrows quantiles that are too wide; an interval that would turn inside out becomes its middle.
/// </remarks>
public sealed class QuantileConformal : ISavedModel<QuantileConformal>
{
    private const byte FormatVersion = 1;

    private QuantileConformal(double alpha, double margin)
    {
        Alpha = alpha;
        Margin = margin;
    }

    public static string Kind => "quantile-conformal";

    /// <summary>A row is a low and a high quantile.</summary>
    public int FeatureCount => 2;

    /// <summary>The accepted share of misses.</summary>
    public double Alpha { get; }

    /// <summary>q, in the unit of the outcomes; infinite if there were too few rows.</summary>
    public double Margin { get; }

    /// <summary>Takes the quantile of the distances. O(n · log n).</summary>
    /// <param name="lows">Predicted low quantiles of rows not trained on, such as those at alpha / 2.</param>
    /// <param name="highs">Predicted high quantiles; one under its low counts as crossed, not as an error.</param>
    /// <param name="outcomes">What came.</param>
    /// <param name="alpha">Accepted share of misses, over 0 to under 1.</param>
    /// <exception cref="ArgumentException">Lengths differ, or a value is not finite or out of range.</exception>
    public static QuantileConformal Fit(ReadOnlySpan<double> lows, ReadOnlySpan<double> highs, ReadOnlySpan<double> outcomes, double alpha)
    {
        Check.Length(highs.Length, lows.Length, nameof(highs));
        Check.Length(outcomes.Length, lows.Length, nameof(outcomes));
        Check.Finite(lows, nameof(lows));
        Check.Finite(highs, nameof(highs));
        Check.Finite(outcomes, nameof(outcomes));
        var scores = new double[lows.Length];
        for (var i = 0; i < scores.Length; i++)
        {
            scores[i] = Math.Clamp(Math.Max(lows[i] - outcomes[i], outcomes[i] - highs[i]), double.MinValue, double.MaxValue);
        }

        return new QuantileConformal(alpha, ConformalQuantile.Of(scores, alpha));
    }

    /// <summary>The interval around two quantiles. O(1).</summary>
    /// <param name="low">Finite.</param>
    /// <param name="high">Finite.</param>
    public (double Low, double High) Interval(double low, double high)
    {
        Check.Range(low, double.MinValue, double.MaxValue, nameof(low));
        Check.Range(high, double.MinValue, double.MaxValue, nameof(high));
        var (lower, upper) = (low - Margin, high + Margin);
        var middle = (low / 2) + (high / 2);
        return lower <= upper ? (lower, upper) : (middle, middle);
    }

    /// <summary>Low and high for a row of two quantiles.</summary>
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
        writer.Write(Margin);
    }

    public static QuantileConformal Load(BinaryReader reader)
    {
        reader.ReadVersion(FormatVersion, "conformal quantiles");
        var (alpha, margin) = (reader.ReadDouble(), reader.ReadDouble());
        return alpha is > 0 and < 1 && margin > double.NegativeInfinity
            ? new QuantileConformal(alpha, margin)
            : throw new InvalidDataException($"The saved share of misses is {alpha:R} and the margin {margin:R}; they must be between 0 and 1 and a number.");
    }
}
