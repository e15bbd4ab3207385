using System.Runtime.CompilerServices;

namespace ActorTrading.Learning.Online;

/// <summary>
/// Multinomial logistic regression learned row by row: mini-batch gradient steps with momentum on features that it
/// standardises itself. A missing value (NaN) counts as the column's mean. One owner at a time.
/// </summary>
public sealed class OnlineSoftmaxRegression : IOnlineClassifier, ISavedModel<OnlineSoftmaxRegression>
{
    private const byte FormatVersion = 2;
    private readonly SgdOptions _options;
    private readonly MomentumSgd _sgd;

    /// <exception cref="ArgumentOutOfRangeException">A count or an option is out of range; the message names it.</exception>
    public OnlineSoftmaxRegression(int featureCount, int classCount, SgdOptions? options = null)
    {
        Check.Range(classCount, 2, OnlineState.MaxClasses, nameof(classCount));
        _options = options ?? new SgdOptions();
        _sgd = new MomentumSgd(featureCount, classCount, _options);
        ClassCount = classCount;
    }

    /// <inheritdoc/>
    public static string Kind => "online-softmax";

    public int FeatureCount => _sgd.FeatureCount;

    public int ClassCount { get; }

    /// <summary>Rows learned so far.</summary>
    public long Rows => _sgd.Rows;

    /// <summary>Step length in force.</summary>
    public double LearningRate => _sgd.LearningRate;

    /// <summary>Each feature's share of the sum of |weight| on standardised features, lately; sum 1, all 0 before the first step.</summary>
    public IReadOnlyList<double> Importance => _sgd.Importance;

    /// <inheritdoc/>
    /// <remarks>Uniform until the first batch is full. O(features · classes), no allocation.</remarks>
    [SkipLocalsInit]
    public void PredictProba(ReadOnlySpan<double> row, Span<double> probabilities)
    {
        Check.Length(probabilities.Length, ClassCount, "The result");
        Span<double> x = stackalloc double[_sgd.Padded];
        Span<double> z = stackalloc double[_sgd.Padded];
        _sgd.Prepare(row, x, z);
        _sgd.Score(z, probabilities);
        Probabilities.Softmax(probabilities);
    }

    /// <inheritdoc/>
    /// <remarks>The row is standardised with what was known before it. O(features · classes), no allocation.</remarks>
    [SkipLocalsInit]
    public void PartialFit(ReadOnlySpan<double> row, int label)
    {
        Check.Label(label, ClassCount);
        Span<double> x = stackalloc double[_sgd.Padded];
        Span<double> z = stackalloc double[_sgd.Padded];
        Span<double> p = stackalloc double[ClassCount];
        _sgd.Prepare(row, x, z);
        if (_sgd.Warm)
        {
            _sgd.Score(z, p);
            Probabilities.Softmax(p);
            p[label] -= 1;
        }
        else
        {
            p.Clear();
            p[label] = 1;
        }

        if (_sgd.Learn(x, z, p))
        {
            // The offsets start at the class frequencies: learning them by gradient would cost the first hundreds of rows.
            for (var k = 0; k < ClassCount; k++)
            {
                _sgd.Offsets[k] = Math.Log((_sgd.FirstSums[k] + 1) / (_options.MiniBatch + ClassCount));
            }
        }
    }

    public void Save(BinaryWriter writer)
    {
        writer.Write(FormatVersion);
        writer.Write(FeatureCount);
        writer.Write(ClassCount);
        _options.Write(writer);
        _sgd.Save(writer);
    }

    /// <inheritdoc/>
    /// <remarks>The state must have this shape; the options of this instance stay in force.</remarks>
    public void Load(BinaryReader reader)
    {
        var version = reader.ReadByte();
        if (version is 0 or > FormatVersion)
        {
            throw new InvalidDataException($"The saved online softmax regression has format version {version}; this program reads 1 to {FormatVersion}.");
        }

        BinaryState.Expect(reader.ReadInt32(), FeatureCount, "feature count");
        BinaryState.Expect(reader.ReadInt32(), ClassCount, "class count");
        if (version == 1)
        {
            _sgd.LoadVersion1(reader);
            return;
        }

        SgdOptions.Read(reader);
        _sgd.Load(reader);
    }

    /// <summary>Version 1 carries no options: an instance that has them can load it.</summary>
    static OnlineSoftmaxRegression ISavedModel<OnlineSoftmaxRegression>.Load(BinaryReader reader)
    {
        reader.ReadVersion(FormatVersion, "online softmax regression");
        var features = reader.ReadInRange(1, OnlineState.MaxFeatures, "feature count");
        var classes = reader.ReadInRange(2, OnlineState.MaxClasses, "class count");
        var model = new OnlineSoftmaxRegression(features, classes, SgdOptions.Read(reader));
        model._sgd.Load(reader);
        return model;
    }
}
