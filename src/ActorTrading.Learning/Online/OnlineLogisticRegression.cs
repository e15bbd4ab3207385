using System.Runtime.CompilerServices;

namespace ActorTrading.Learning.Online;

/// <summary>
/// Logistic regression of two classes learned row by row: P(1) = 1 / (1 + exp(-(w·z + b))), one weight a feature, the same
/// mini-batch steps as <see cref="OnlineSoftmaxRegression"/>. A missing value (NaN) counts as the column's mean. One owner at a time.
/// </summary>
public sealed class OnlineLogisticRegression : IOnlineClassifier, ISavedModel<OnlineLogisticRegression>
{
    private const byte FormatVersion = 1;
    private readonly SgdOptions _options;
    private readonly MomentumSgd _sgd;

    /// <exception cref="ArgumentOutOfRangeException">The count or an option is out of range; the message names it.</exception>
    public OnlineLogisticRegression(int featureCount, SgdOptions? options = null)
    {
        _options = options ?? new SgdOptions();
        _sgd = new MomentumSgd(featureCount, 1, _options);
    }

    /// <inheritdoc/>
    public static string Kind => "online-logistic";

    public int FeatureCount => _sgd.FeatureCount;

    /// <summary>Always 2.</summary>
    public int ClassCount => 2;

    /// <summary>Rows learned so far.</summary>
    public long Rows => _sgd.Rows;

    /// <inheritdoc cref="OnlineSoftmaxRegression.Importance"/>
    public IReadOnlyList<double> Importance => _sgd.Importance;

    /// <inheritdoc/>
    /// <remarks>One half each until the first batch is full. O(features), no allocation.</remarks>
    [SkipLocalsInit]
    public void PredictProba(ReadOnlySpan<double> row, Span<double> probabilities)
    {
        Check.Length(probabilities.Length, ClassCount, "The result");
        Span<double> x = stackalloc double[_sgd.Padded];
        Span<double> z = stackalloc double[_sgd.Padded];
        _sgd.Prepare(row, x, z);
        Logistic.Fill(Score(z), probabilities);
    }

    /// <inheritdoc/>
    /// <remarks>The row is standardised with what was known before it. O(features), no allocation.</remarks>
    [SkipLocalsInit]
    public void PartialFit(ReadOnlySpan<double> row, int label)
    {
        Check.Label(label, ClassCount);
        Span<double> x = stackalloc double[_sgd.Padded];
        Span<double> z = stackalloc double[_sgd.Padded];
        _sgd.Prepare(row, x, z);
        var error = _sgd.Warm ? Logistic.Probability(Score(z)) - label : label;
        if (_sgd.Learn(x, z, new ReadOnlySpan<double>(in error)))
        {
            var ones = _sgd.FirstSums[0];
            _sgd.Offsets[0] = Math.Log((ones + 1) / (_options.MiniBatch - ones + 1));
        }
    }

    public void Save(BinaryWriter writer)
    {
        writer.Write(FormatVersion);
        writer.Write(FeatureCount);
        _options.Write(writer);
        _sgd.Save(writer);
    }

    /// <inheritdoc/>
    /// <remarks>The state must have this shape; the options of this instance stay in force.</remarks>
    public void Load(BinaryReader reader)
    {
        reader.ReadVersion(FormatVersion, "online logistic regression");
        BinaryState.Expect(reader.ReadInt32(), FeatureCount, "feature count");
        SgdOptions.Read(reader);
        _sgd.Load(reader);
    }

    static OnlineLogisticRegression ISavedModel<OnlineLogisticRegression>.Load(BinaryReader reader)
    {
        reader.ReadVersion(FormatVersion, "online logistic regression");
        var features = reader.ReadInRange(1, OnlineState.MaxFeatures, "feature count");
        var model = new OnlineLogisticRegression(features, SgdOptions.Read(reader));
        model._sgd.Load(reader);
        return model;
    }

    private double Score(ReadOnlySpan<double> z)
    {
        var score = 0.0;
        _sgd.Score(z, new Span<double>(ref score));
        return score;
    }
}
