using System.Runtime.CompilerServices;

namespace ActorTrading.Learning.Online;

/// <summary>
/// Passive-aggressive classifier (Crammer et al. 2006): leaves the weights alone while the right class leads by a margin of 1, else
/// moves them just far enough along the row. Two classes have one weight vector; more have one each, and the right one and its
/// strongest rival move. One owner at a time.
/// </summary>
/// <remarks>
/// Margins are no probabilities: an <see cref="OnlineSoftmaxRegression"/> on the scores that each row got before its label was
/// learned turns them into some. Both forget the scale of features with the window of their standardisation.
/// </remarks>
public sealed class PassiveAggressiveClassifier : IOnlineClassifier, ISavedModel<PassiveAggressiveClassifier>
{
    private const byte FormatVersion = 1;
    private readonly PassiveAggressiveOptions _options;
    private readonly LinearInput _input;
    private readonly OnlineSoftmaxRegression _link;
    private readonly WeightImportance _importance;

    // [output][prepared row].
    private readonly double[] _weights;

    /// <exception cref="ArgumentOutOfRangeException">A count or an option is out of range; the message names it.</exception>
    public PassiveAggressiveClassifier(int featureCount, int classCount, PassiveAggressiveOptions? options = null)
    {
        Check.Range(classCount, 2, OnlineState.MaxClasses, nameof(classCount));
        _options = options ?? new PassiveAggressiveOptions();
        _options.Validate();
        _input = new LinearInput(featureCount, OnlineState.MaxFeatures, _options.Scaling);
        _importance = new WeightImportance(featureCount);
        ClassCount = classCount;
        _weights = new double[Outputs * _input.Length];
        _link = new OnlineSoftmaxRegression(Outputs, classCount);
    }

    /// <inheritdoc/>
    public static string Kind => "passive-aggressive-classifier";

    public int FeatureCount => _input.FeatureCount;

    public int ClassCount { get; }

    /// <summary>Rows learned so far.</summary>
    public long Rows => _link.Rows;

    /// <inheritdoc cref="FtrlProximalClassifier.Importance"/>
    public IReadOnlyList<double> Importance => _importance.Shares();

    /// <summary>Length of what <see cref="DecisionFunction"/> fills: 1 for two classes, whose one score is positive for class 1; else one a class.</summary>
    public int Outputs => ClassCount == 2 ? 1 : ClassCount;

    /// <inheritdoc cref="FtrlProximalClassifier.Weights"/>
    public double[] Weights(int output)
    {
        Check.Range(output, 0, Outputs - 1, nameof(output));
        return _weights.AsSpan(output * _input.Length, FeatureCount + 1).ToArray();
    }

    /// <summary>Fills <paramref name="scores"/> (length <see cref="Outputs"/>) with w·x; no allocation.</summary>
    [SkipLocalsInit]
    public void DecisionFunction(ReadOnlySpan<double> row, Span<double> scores)
    {
        Check.Length(scores.Length, Outputs, "The result");
        Span<double> x = stackalloc double[_input.Length];
        Span<double> z = stackalloc double[_input.Length];
        _input.Prepare(row, x, z);
        Score(z, scores);
    }

    /// <inheritdoc/>
    /// <remarks>Uniform for the first 100 rows. O(features · classes + classes²), no allocation.</remarks>
    [SkipLocalsInit]
    public void PredictProba(ReadOnlySpan<double> row, Span<double> probabilities)
    {
        Span<double> scores = stackalloc double[Outputs];
        DecisionFunction(row, scores);
        _link.PredictProba(scores, probabilities);
    }

    /// <inheritdoc/>
    /// <remarks>The row is standardised with what was known before it. No allocation.</remarks>
    [SkipLocalsInit]
    public void PartialFit(ReadOnlySpan<double> row, int label)
    {
        Check.Label(label, ClassCount);
        Span<double> x = stackalloc double[_input.Length];
        Span<double> z = stackalloc double[_input.Length];
        Span<double> scores = stackalloc double[Outputs];
        _input.Prepare(row, x, z);
        Score(z, scores);
        _link.PartialFit(scores, label);
        var square = LinearKernel.Dot(z, z);
        if (Outputs == 1)
        {
            var side = label == 1 ? 1 : -1;
            LinearKernel.Add(_weights, side * _options.Step(Math.Max(0, 1 - (side * scores[0])), square), z);
        }
        else
        {
            var rival = Rival(scores, label);
            var step = _options.Step(Math.Max(0, 1 - scores[label] + scores[rival]), 2 * square);
            LinearKernel.Add(Of(label), step, z);
            LinearKernel.Add(Of(rival), -step, z);
        }

        _input.Update(x);
        if (Rows % WeightImportance.Every == 0)
        {
            _importance.Add(_weights, _input.Length, _input);
        }
    }

    public void Save(BinaryWriter writer)
    {
        writer.Write(FormatVersion);
        writer.Write(FeatureCount);
        writer.Write(ClassCount);
        _options.Write(writer);
        BinaryState.Write(writer, _weights);
        _input.Save(writer);
        _link.Save(writer);
        _importance.Save(writer);
    }

    /// <inheritdoc/>
    /// <remarks>The state must have this shape; the options of this instance stay in force.</remarks>
    public void Load(BinaryReader reader)
    {
        reader.ReadVersion(FormatVersion, "passive-aggressive classifier");
        BinaryState.Expect(reader.ReadInt32(), FeatureCount, "feature count");
        BinaryState.Expect(reader.ReadInt32(), ClassCount, "class count");
        PassiveAggressiveOptions.Read(reader);
        LoadState(reader);
    }

    static PassiveAggressiveClassifier ISavedModel<PassiveAggressiveClassifier>.Load(BinaryReader reader)
    {
        reader.ReadVersion(FormatVersion, "passive-aggressive classifier");
        var features = reader.ReadInRange(1, OnlineState.MaxFeatures, "feature count");
        var classes = reader.ReadInRange(2, OnlineState.MaxClasses, "class count");
        var model = new PassiveAggressiveClassifier(features, classes, PassiveAggressiveOptions.Read(reader));
        model.LoadState(reader);
        return model;
    }

    private static int Rival(ReadOnlySpan<double> scores, int label)
    {
        var rival = label == 0 ? 1 : 0;
        for (var k = 0; k < scores.Length; k++)
        {
            if (k != label && scores[k] > scores[rival])
            {
                rival = k;
            }
        }

        return rival;
    }

    private void LoadState(BinaryReader reader)
    {
        reader.ReadFinite(_weights, "weights");
        _input.Load(reader);
        _link.Load(reader);
        _importance.Load(reader);
    }

    private Span<double> Of(int output) => _weights.AsSpan(output * _input.Length, _input.Length);

    private void Score(ReadOnlySpan<double> z, Span<double> scores)
    {
        for (var k = 0; k < scores.Length; k++)
        {
            scores[k] = LinearKernel.Dot(Of(k), z);
        }
    }
}
