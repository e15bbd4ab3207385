using System.Runtime.CompilerServices;

namespace ActorTrading.Learning.Online;

/// <summary>
/// Linear regression learned row by row: y ≈ w·z + b by mini-batch gradient steps with momentum on half the squared error, the same
/// steps as <see cref="OnlineSoftmaxRegression"/>. A missing value (NaN) counts as the column's mean. One owner at a time.
/// </summary>
/// <remarks>
/// Rescaling the targets rescales the answers and nothing else. The learning rate of a step is at most 1 / mean(‖z‖² + 1) of its
/// batch, an upper bound of the curvature's inverse, so that correlated columns cannot make the steps grow without end.
/// </remarks>
public sealed class OnlineLinearRegression : IOnlineRegressor, ISavedModel<OnlineLinearRegression>
{
    private const byte FormatVersion = 1;
    private readonly SgdOptions _options;
    private readonly MomentumSgd _sgd;
    private double _squares;

    /// <exception cref="ArgumentOutOfRangeException">The count or an option is out of range; the message names it.</exception>
    public OnlineLinearRegression(int featureCount, SgdOptions? options = null)
    {
        _options = options ?? new SgdOptions();
        _sgd = new MomentumSgd(featureCount, 1, _options);
    }

    /// <inheritdoc/>
    public static string Kind => "online-linear";

    public int FeatureCount => _sgd.FeatureCount;

    /// <summary>Rows learned so far.</summary>
    public long Rows => _sgd.Rows;

    /// <inheritdoc cref="OnlineSoftmaxRegression.Importance"/>
    public IReadOnlyList<double> Importance => _sgd.Importance;

    /// <inheritdoc/>
    /// <remarks>0 until the first batch is full. O(features).</remarks>
    [SkipLocalsInit]
    public double Predict(ReadOnlySpan<double> row)
    {
        Span<double> x = stackalloc double[_sgd.Padded];
        Span<double> z = stackalloc double[_sgd.Padded];
        _sgd.Prepare(row, x, z);
        return Score(z);
    }

    /// <inheritdoc/>
    /// <remarks>The row is standardised with what was known before it. O(features), no allocation.</remarks>
    /// <exception cref="ArgumentOutOfRangeException">The target is not from -1e50 to 1e50.</exception>
    [SkipLocalsInit]
    public void PartialFit(ReadOnlySpan<double> row, double target)
    {
        Check.Range(target, -OnlineState.MaxSize, OnlineState.MaxSize, nameof(target));
        Span<double> x = stackalloc double[_sgd.Padded];
        Span<double> z = stackalloc double[_sgd.Padded];
        _sgd.Prepare(row, x, z);
        var error = _sgd.Warm ? Score(z) - target : target;
        _squares += LinearKernel.Dot(z, z) + 1;
        var batches = _sgd.Rows / _options.MiniBatch;
        if (_sgd.Learn(x, z, new ReadOnlySpan<double>(in error), _options.MiniBatch / _squares))
        {
            _sgd.Offsets[0] = _sgd.FirstSums[0] / _options.MiniBatch;
        }

        if (_sgd.Rows / _options.MiniBatch > batches)
        {
            _squares = 0;
        }
    }

    public void Save(BinaryWriter writer)
    {
        writer.Write(FormatVersion);
        writer.Write(FeatureCount);
        _options.Write(writer);
        SaveState(writer);
    }

    /// <inheritdoc/>
    /// <remarks>The state must have this shape; the options of this instance stay in force.</remarks>
    public void Load(BinaryReader reader)
    {
        reader.ReadVersion(FormatVersion, "online linear regression");
        BinaryState.Expect(reader.ReadInt32(), FeatureCount, "feature count");
        SgdOptions.Read(reader);
        LoadState(reader);
    }

    static OnlineLinearRegression ISavedModel<OnlineLinearRegression>.Load(BinaryReader reader)
    {
        reader.ReadVersion(FormatVersion, "online linear regression");
        var features = reader.ReadInRange(1, OnlineState.MaxFeatures, "feature count");
        var model = new OnlineLinearRegression(features, SgdOptions.Read(reader));
        model.LoadState(reader);
        return model;
    }

    private void SaveState(BinaryWriter writer)
    {
        _sgd.Save(writer);
        writer.Write(_squares);
    }

    private void LoadState(BinaryReader reader)
    {
        _sgd.Load(reader);
        _squares = reader.ReadInRange(0, OnlineState.MaxSize, "sum of squares");
    }

    private double Score(ReadOnlySpan<double> z)
    {
        var score = 0.0;
        _sgd.Score(z, new Span<double>(ref score));
        return score;
    }
}
