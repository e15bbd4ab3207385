using System.Runtime.CompilerServices;

namespace ActorTrading.Learning.Online;

/// <summary>
/// Passive-aggressive regression (Crammer et al. 2006, section 5): leaves the weights alone while the error is at most epsilon, else
/// moves them along the row just far enough: w ← w + sign(y - w·x) · t · x. One owner at a time.
/// </summary>
/// <remarks>Where features are standardised, targets are too, with the same window and clip; answers are in the target's unit.</remarks>
public sealed class PassiveAggressiveRegressor : IOnlineRegressor, ISavedModel<PassiveAggressiveRegressor>
{
    private const byte FormatVersion = 1;
    private readonly PassiveAggressiveOptions _options;
    private readonly LinearInput _input;
    private readonly RunningStandardizer _targets;
    private readonly WeightImportance _importance;
    private readonly double[] _weights;

    /// <exception cref="ArgumentOutOfRangeException">The count or an option is out of range; the message names it.</exception>
    public PassiveAggressiveRegressor(int featureCount, PassiveAggressiveOptions? options = null)
    {
        _options = options ?? new PassiveAggressiveOptions();
        _options.Validate();
        _input = new LinearInput(featureCount, OnlineState.MaxFeatures, _options.Scaling);
        _targets = new RunningStandardizer(4, _options.Scaling.Window, _options.Scaling.Clip);
        _importance = new WeightImportance(featureCount);
        _weights = new double[_input.Length];
    }

    /// <inheritdoc/>
    public static string Kind => "passive-aggressive-regressor";

    public int FeatureCount => _input.FeatureCount;

    /// <summary>Rows learned so far.</summary>
    public long Rows { get; private set; }

    /// <inheritdoc cref="FtrlProximalClassifier.Importance"/>
    public IReadOnlyList<double> Importance => _importance.Shares();

    /// <inheritdoc cref="RecursiveLeastSquares.Weights"/>
    public double[] Weights => _weights.AsSpan(0, FeatureCount + 1).ToArray();

    /// <inheritdoc/>
    /// <remarks>0 before the first row. O(features).</remarks>
    [SkipLocalsInit]
    public double Predict(ReadOnlySpan<double> row)
    {
        Span<double> x = stackalloc double[_input.Length];
        Span<double> z = stackalloc double[_input.Length];
        _input.Prepare(row, x, z);
        var score = LinearKernel.Dot(_weights, z);
        return _options.Scaling.Standardize ? _targets.Restore(score, 0) : score;
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
        ReadOnlySpan<double> y = [target, 0, 0, 0];
        Span<double> goal = stackalloc double[4];
        _input.Prepare(row, x, z);
        if (_options.Scaling.Standardize)
        {
            _targets.Transform(y, goal);
        }
        else
        {
            goal[0] = target;
        }

        var error = goal[0] - LinearKernel.Dot(_weights, z);
        var step = _options.Step(Math.Max(0, Math.Abs(error) - _options.Epsilon), LinearKernel.Dot(z, z));
        LinearKernel.Add(_weights, Math.Sign(error) * step, z);
        _targets.Update(y);
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
        _targets.Save(writer);
        _input.Save(writer);
        _importance.Save(writer);
    }

    /// <inheritdoc/>
    /// <remarks>The state must have this shape; the options of this instance stay in force.</remarks>
    public void Load(BinaryReader reader)
    {
        reader.ReadVersion(FormatVersion, "passive-aggressive regressor");
        BinaryState.Expect(reader.ReadInt32(), FeatureCount, "feature count");
        PassiveAggressiveOptions.Read(reader);
        LoadState(reader);
    }

    static PassiveAggressiveRegressor ISavedModel<PassiveAggressiveRegressor>.Load(BinaryReader reader)
    {
        reader.ReadVersion(FormatVersion, "passive-aggressive regressor");
        var features = reader.ReadInRange(1, OnlineState.MaxFeatures, "feature count");
        var model = new PassiveAggressiveRegressor(features, PassiveAggressiveOptions.Read(reader));
        model.LoadState(reader);
        return model;
    }

    private void LoadState(BinaryReader reader)
    {
        Rows = reader.ReadRows("count of rows");
        reader.ReadFinite(_weights, "weights");
        _targets.Load(reader);
        _input.Load(reader);
        _importance.Load(reader);
    }
}
