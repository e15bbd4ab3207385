using System.Runtime.CompilerServices;

namespace ActorTrading.Learning.Online;

/// <summary>
/// Least squares with exponential forgetting, exact after every row (Plackett 1950): the weights minimise
/// Σ forgetting^age · (y - w·x - b)² + ridge · (‖w‖² + b²). With forgetting 1 that is batch ridge regression. One owner at a time.
/// </summary>
/// <remarks>
/// The covariance is kept in factors that stay positive (Bierman 1976), and the ridge is renewed one coordinate a row, so that it
/// is bounded however long a column stays constant. A row costs O(features²): about 3 · (features + 1)² multiplications to learn.
/// </remarks>
public sealed class RecursiveLeastSquares : IOnlineRegressor, ISavedModel<RecursiveLeastSquares>
{
    private const byte FormatVersion = 1;
    private const int MostFeatures = 512;
    private readonly RecursiveLeastSquaresOptions _options;
    private readonly LinearInput _input;
    private readonly FactoredCovariance _covariance;
    private readonly WeightImportance _importance;
    private readonly double[] _weights;

    /// <param name="featureCount">1 to 512.</param>
    /// <exception cref="ArgumentOutOfRangeException">The count or an option is out of range; the message names it.</exception>
    public RecursiveLeastSquares(int featureCount, RecursiveLeastSquaresOptions? options = null)
    {
        _options = options ?? new RecursiveLeastSquaresOptions();
        _options.Validate();
        _input = new LinearInput(featureCount, MostFeatures, _options.Scaling);
        _importance = new WeightImportance(featureCount);
        _covariance = new FactoredCovariance(featureCount + 1, _options.Ridge, _options.Forgetting);
        _weights = new double[_input.Length];
    }

    /// <inheritdoc/>
    public static string Kind => "recursive-least-squares";

    public int FeatureCount => _input.FeatureCount;

    /// <summary>Rows learned so far.</summary>
    public long Rows { get; private set; }

    /// <inheritdoc cref="FtrlProximalClassifier.Importance"/>
    public IReadOnlyList<double> Importance => _importance.Shares();

    /// <summary>A copy of the weights, the offset last.</summary>
    public double[] Weights => _weights.AsSpan(0, FeatureCount + 1).ToArray();

    /// <inheritdoc/>
    /// <remarks>0 before the first row. O(features).</remarks>
    [SkipLocalsInit]
    public double Predict(ReadOnlySpan<double> row)
    {
        Span<double> x = stackalloc double[_input.Length];
        Span<double> z = stackalloc double[_input.Length];
        _input.Prepare(row, x, z);
        return LinearKernel.Dot(_weights, z);
    }

    /// <summary>Variance of the answer when the targets' noise has variance 1: small where many recent rows looked like this one.</summary>
    /// <remarks>O(features²), no allocation.</remarks>
    [SkipLocalsInit]
    public double Leverage(ReadOnlySpan<double> row)
    {
        Span<double> x = stackalloc double[_input.Length];
        Span<double> z = stackalloc double[_input.Length];
        _input.Prepare(row, x, z);
        return _covariance.Form(z);
    }

    /// <inheritdoc/>
    /// <remarks>The row is standardised with what was known before it. No allocation.</remarks>
    /// <exception cref="ArgumentOutOfRangeException">The target is not from -1e50 to 1e50.</exception>
    [SkipLocalsInit]
    public void PartialFit(ReadOnlySpan<double> row, double target)
    {
        Check.Range(target, -OnlineState.MaxSize, OnlineState.MaxSize, nameof(target));
        Span<double> x = stackalloc double[_input.Length];
        Span<double> z = stackalloc double[_input.Length];
        Span<double> gain = stackalloc double[_input.Length];
        _input.Prepare(row, x, z);
        _covariance.Learn(z, target, _weights, gain);
        _input.Update(x);
        if (++Rows % WeightImportance.Every == 0)
        {
            _importance.Add(_weights, _input.Length, _input);
        }
    }

    public void Save(BinaryWriter writer)
    {
        writer.Write(FormatVersion);
        writer.Write(FeatureCount);
        _options.Write(writer);
        writer.Write(Rows);
        BinaryState.Write(writer, _weights);
        _covariance.Save(writer);
        _input.Save(writer);
        _importance.Save(writer);
    }

    /// <inheritdoc/>
    /// <remarks>The state must have this shape; the options of this instance stay in force.</remarks>
    public void Load(BinaryReader reader)
    {
        reader.ReadVersion(FormatVersion, "recursive least squares");
        BinaryState.Expect(reader.ReadInt32(), FeatureCount, "feature count");
        RecursiveLeastSquaresOptions.Read(reader);
        LoadState(reader);
    }

    static RecursiveLeastSquares ISavedModel<RecursiveLeastSquares>.Load(BinaryReader reader)
    {
        reader.ReadVersion(FormatVersion, "recursive least squares");
        var features = reader.ReadInRange(1, MostFeatures, "feature count");
        var model = new RecursiveLeastSquares(features, RecursiveLeastSquaresOptions.Read(reader));
        model.LoadState(reader);
        return model;
    }

    private void LoadState(BinaryReader reader)
    {
        Rows = reader.ReadRows("count of rows");
        reader.ReadFinite(_weights, "weights");
        _covariance.Load(reader);
        _input.Load(reader);
        _importance.Load(reader);
    }
}
