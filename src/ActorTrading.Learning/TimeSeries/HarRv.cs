using System.Globalization;
using ActorTrading.Learning.Linear;

namespace ActorTrading.Learning.TimeSeries;

/// <summary>
/// Heterogeneous autoregression of realised variance (Corsi 2009): the mean variance of the coming periods is a least-squares
/// line in the last period's variance and the means of the last week and month. Forecasts are cut at 0. Immutable; safe to share between threads.
/// </summary>
public sealed class HarRv : IRegressor, ISavedModel<HarRv>
{
    private const byte FormatVersion = 1;
    private readonly RidgeRegression _regression;

    private HarRv(HarRvOptions options, RidgeRegression regression)
    {
        Options = options;
        _regression = regression;
    }

    /// <inheritdoc/>
    public static string Kind => "har-rv";

    /// <summary>The latest <see cref="HarRvOptions.Monthly"/> realised variances.</summary>
    public int FeatureCount => Options.Monthly;

    /// <summary>What the fit was asked to do.</summary>
    public HarRvOptions Options { get; }

    /// <summary>The forecast where all variances are 0.</summary>
    public double Intercept => _regression.Intercept;

    /// <summary>Weight of the last period.</summary>
    public double Daily => _regression.Coefficients[0];

    /// <summary>Weight of the mean of the last week.</summary>
    public double Weekly => _regression.Coefficients[1];

    /// <summary>Weight of the mean of the last month.</summary>
    public double Monthly => _regression.Coefficients[2];

    /// <param name="realizedVariances">One a period in time order (such as sums of squared returns within it): from 0 to 1e100; at least month + horizon + 4.</param>
    /// <exception cref="ArgumentException">Too few, or one is negative or not finite; or an option is out of range.</exception>
    /// <remarks>O(periods·month).</remarks>
    public static HarRv Fit(ReadOnlySpan<double> realizedVariances, HarRvOptions? options = null)
    {
        options ??= new HarRvOptions();
        options.Validate();
        SeriesCheck.Values(realizedVariances, options.Monthly + options.Horizon + 4, nameof(realizedVariances));
        NotNegative(realizedVariances, nameof(realizedVariances));
        var rows = realizedVariances.Length - options.Monthly - options.Horizon + 1;
        var x = new Matrix(rows, 3);
        var y = new double[rows];
        for (var i = 0; i < rows; i++)
        {
            Means(realizedVariances.Slice(i, options.Monthly), options.Weekly, x.Row(i));
            y[i] = Mean(realizedVariances.Slice(i + options.Monthly, options.Horizon));
        }

        return new HarRv(options, RidgeRegression.Fit(x, y, new RidgeOptions { L2 = 0 }));
    }

    /// <summary>Mean realised variance of the coming <see cref="HarRvOptions.Horizon"/> periods, from 0. O(month), no allocation.</summary>
    /// <param name="row">The latest variances, oldest first, as many as a month has; from 0 to 1e100.</param>
    /// <exception cref="ArgumentException">Another length, or a value that is negative, over 1e100 or not finite.</exception>
    public double Predict(ReadOnlySpan<double> row)
    {
        Check.Length(row.Length, FeatureCount, nameof(row));
        SeriesCheck.Values(row, FeatureCount, nameof(row));
        NotNegative(row, nameof(row));
        Span<double> means = stackalloc double[3];
        Means(row, Options.Weekly, means);
        return Math.Max(0, _regression.Predict(means));
    }

    /// <summary>Forecasts [rows] for all rows; the same bits as row by row.</summary>
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
        writer.Write(Options.Weekly);
        writer.Write(Options.Monthly);
        writer.Write(Options.Horizon);
        _regression.Save(writer);
    }

    /// <inheritdoc/>
    public static HarRv Load(BinaryReader reader)
    {
        reader.ReadVersion(FormatVersion, "HAR model");
        var options = BinaryState.Valid(
            new HarRvOptions { Weekly = reader.ReadInt32(), Monthly = reader.ReadInt32(), Horizon = reader.ReadInt32() }, o => o.Validate());
        var regression = RidgeRegression.Load(reader);
        BinaryState.Expect(regression.FeatureCount, 3, "number of means");
        return new HarRv(options, regression);
    }

    private static void Means(ReadOnlySpan<double> month, int weekly, Span<double> means)
    {
        means[0] = month[^1];
        means[1] = Mean(month[^weekly..]);
        means[2] = Mean(month);
    }

    private static double Mean(ReadOnlySpan<double> values)
    {
        var sum = 0.0;
        foreach (var value in values)
        {
            sum += value;
        }

        return sum / values.Length;
    }

    private static void NotNegative(ReadOnlySpan<double> values, string name)
    {
        for (var i = 0; i < values.Length; i++)
        {
            if (values[i] < 0)
            {
                throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"{name}[{i}] is {values[i]}; a variance must be from 0."), name);
            }
        }
    }
}
