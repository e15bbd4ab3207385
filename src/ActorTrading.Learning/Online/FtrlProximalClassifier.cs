using System.Runtime.CompilerServices;

namespace ActorTrading.Learning.Online;

/// <summary>
/// Follow the regularised leader with a proximal term (McMahan et al. 2013, algorithm 1) on the log-loss: steps per coordinate that
/// shorten with what was learned there, and weights that L1 holds at exactly 0. Two classes have one weight vector as in the paper;
/// more have one each under a softmax. One owner at a time.
/// </summary>
/// <remarks>
/// Per coordinate, with g the gradient: s = (sqrt(n + g²) - sqrt(n)) / alpha, z ← z + g - s·w, n ← n + g²; then w = 0 where
/// |z| ≤ L1, else w = -(z - sign(z)·L1) / ((beta + sqrt(n)) / alpha + L2).
/// </remarks>
public sealed class FtrlProximalClassifier : IOnlineClassifier, ISavedModel<FtrlProximalClassifier>
{
    private const byte FormatVersion = 1;
    private readonly FtrlOptions _options;
    private readonly LinearInput _input;
    private readonly WeightImportance _importance;

    // [output][prepared row].
    private readonly double[] _z;
    private readonly double[] _n;
    private readonly double[] _weights;

    /// <exception cref="ArgumentOutOfRangeException">A count or an option is out of range; the message names it.</exception>
    public FtrlProximalClassifier(int featureCount, int classCount, FtrlOptions? options = null)
    {
        Check.Range(classCount, 2, OnlineState.MaxClasses, nameof(classCount));
        _options = options ?? new FtrlOptions();
        _options.Validate();
        _input = new LinearInput(featureCount, OnlineState.MaxFeatures, _options.Scaling);
        _importance = new WeightImportance(featureCount);
        ClassCount = classCount;
        _z = new double[Outputs * _input.Length];
        _n = new double[_z.Length];
        _weights = new double[_z.Length];
    }

    /// <inheritdoc/>
    public static string Kind => "ftrl-proximal";

    public int FeatureCount => _input.FeatureCount;

    public int ClassCount { get; }

    /// <summary>Rows learned so far.</summary>
    public long Rows { get; private set; }

    /// <summary>Each feature's share of the sum of |weight| · deviation, lately; sum 1, all 0 while every weight is.</summary>
    public IReadOnlyList<double> Importance => _importance.Shares();

    private int Outputs => ClassCount == 2 ? 1 : ClassCount;

    /// <summary>The weights of one output, its offset last: a copy.</summary>
    /// <param name="output">0 for two classes, whose one vector scores class 1; else the class.</param>
    public double[] Weights(int output)
    {
        Check.Range(output, 0, Outputs - 1, nameof(output));
        return _weights.AsSpan(output * _input.Length, FeatureCount + 1).ToArray();
    }

    /// <inheritdoc/>
    /// <remarks>O(features · classes), no allocation.</remarks>
    [SkipLocalsInit]
    public void PredictProba(ReadOnlySpan<double> row, Span<double> probabilities)
    {
        Check.Length(probabilities.Length, ClassCount, "The result");
        Span<double> x = stackalloc double[_input.Length];
        Span<double> z = stackalloc double[_input.Length];
        _input.Prepare(row, x, z);
        Fill(z, probabilities);
    }

    /// <inheritdoc/>
    /// <remarks>The row is standardised with what was known before it. O(features · classes), no allocation.</remarks>
    [SkipLocalsInit]
    public void PartialFit(ReadOnlySpan<double> row, int label)
    {
        Check.Label(label, ClassCount);
        Span<double> x = stackalloc double[_input.Length];
        Span<double> z = stackalloc double[_input.Length];
        Span<double> errors = stackalloc double[ClassCount];
        _input.Prepare(row, x, z);
        Fill(z, errors);
        errors[label] -= 1;
        for (var k = 0; k < Outputs; k++)
        {
            Step(k * _input.Length, z, errors[ClassCount == 2 ? 1 : k]);
        }

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
        writer.Write(ClassCount);
        _options.Write(writer);
        writer.Write(Rows);
        BinaryState.Write(writer, _z);
        BinaryState.Write(writer, _n);
        BinaryState.Write(writer, _weights);
        _input.Save(writer);
        _importance.Save(writer);
    }

    /// <inheritdoc/>
    /// <remarks>The state must have this shape; the options of this instance stay in force.</remarks>
    public void Load(BinaryReader reader)
    {
        reader.ReadVersion(FormatVersion, "FTRL-proximal classifier");
        BinaryState.Expect(reader.ReadInt32(), FeatureCount, "feature count");
        BinaryState.Expect(reader.ReadInt32(), ClassCount, "class count");
        FtrlOptions.Read(reader);
        LoadState(reader);
    }

    static FtrlProximalClassifier ISavedModel<FtrlProximalClassifier>.Load(BinaryReader reader)
    {
        reader.ReadVersion(FormatVersion, "FTRL-proximal classifier");
        var features = reader.ReadInRange(1, OnlineState.MaxFeatures, "feature count");
        var classes = reader.ReadInRange(2, OnlineState.MaxClasses, "class count");
        var model = new FtrlProximalClassifier(features, classes, FtrlOptions.Read(reader));
        model.LoadState(reader);
        return model;
    }

    private void LoadState(BinaryReader reader)
    {
        Rows = reader.ReadRows("count of rows");
        reader.ReadFinite(_z, "summed gradients");
        reader.ReadInto(_n, 0, OnlineState.Largest, "summed squared gradients");
        reader.ReadFinite(_weights, "weights");
        _input.Load(reader);
        _importance.Load(reader);
    }

    private void Fill(ReadOnlySpan<double> z, Span<double> probabilities)
    {
        if (ClassCount == 2)
        {
            Logistic.Fill(LinearKernel.Dot(_weights, z), probabilities);
            return;
        }

        for (var k = 0; k < probabilities.Length; k++)
        {
            probabilities[k] = LinearKernel.Dot(_weights.AsSpan(k * _input.Length, _input.Length), z);
        }

        Probabilities.Softmax(probabilities);
    }

    private void Step(int start, ReadOnlySpan<double> row, double error)
    {
        for (var i = 0; i <= FeatureCount; i++)
        {
            var at = start + i;
            var gradient = error * row[i];
            var before = Math.Sqrt(_n[at]);
            _n[at] += gradient * gradient;
            var root = Math.Sqrt(_n[at]);
            _z[at] += gradient - ((root - before) / _options.Alpha * _weights[at]);
            var (l1, l2) = i < FeatureCount ? (_options.L1, _options.L2) : (0, 0);
            _weights[at] = Math.Abs(_z[at]) <= l1
                ? 0
                : -(_z[at] - (Math.Sign(_z[at]) * l1)) / (((_options.Beta + root) / _options.Alpha) + l2);
        }
    }
}
