using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace ActorTrading.Learning.Online;

/// <summary>
/// Multinomial logistic regression learned row by row: mini-batch gradient steps with momentum on features that it
/// standardises itself. A missing value (NaN) counts as the column's mean. One owner at a time.
/// </summary>
public sealed class OnlineSoftmaxRegression : IOnlineClassifier
{
    private const byte FormatVersion = 1;
    private readonly OnlineSoftmaxOptions _options;
    private readonly RunningStandardizer _standardizer;
    private readonly int _padded;

    // [class][padded feature]; the padding stays zero.
    private readonly double[] _weights;
    private readonly double[] _velocity;
    private readonly double[] _gradient;
    private readonly double[] _offsets;
    private readonly double[] _offsetVelocity;
    private readonly double[] _offsetGradient;
    private readonly double[] _firstCounts;
    private int _inBatch;
    private long _batches;

    /// <exception cref="ArgumentOutOfRangeException">A count or an option is out of range; the message names it.</exception>
    public OnlineSoftmaxRegression(int featureCount, int classCount, OnlineSoftmaxOptions? options = null)
    {
        Check.Range(featureCount, 1, 4096, nameof(featureCount));
        Check.Range(classCount, 2, 100, nameof(classCount));
        _options = options ?? new OnlineSoftmaxOptions();
        _options.Validate();
        FeatureCount = featureCount;
        ClassCount = classCount;
        _padded = (featureCount + 3) / 4 * 4;
        _standardizer = new RunningStandardizer(_padded, _options.StandardizationWindow, _options.Clip);
        _weights = new double[classCount * _padded];
        _velocity = new double[classCount * _padded];
        _gradient = new double[classCount * _padded];
        _offsets = new double[classCount];
        _offsetVelocity = new double[classCount];
        _offsetGradient = new double[classCount];
        _firstCounts = new double[classCount];
    }

    public int FeatureCount { get; }

    public int ClassCount { get; }

    /// <summary>Rows learned so far.</summary>
    public long Rows => (_batches * _options.MiniBatch) + _inBatch;

    /// <summary>Step length in force.</summary>
    public double LearningRate =>
        Math.Max(_options.LearningRateFloor, _options.LearningRate * Math.Pow(_options.LearningRateDecay, Math.Max(0, _batches - 1) / _options.DecayEveryBatches));

    /// <inheritdoc/>
    /// <remarks>Uniform until the first batch is full. O(features · classes), no allocation.</remarks>
    [SkipLocalsInit]
    public void PredictProba(ReadOnlySpan<double> row, Span<double> probabilities)
    {
        Check.Length(row.Length, FeatureCount, "The row");
        Check.Length(probabilities.Length, ClassCount, "The result");
        Span<double> x = stackalloc double[_padded];
        Span<double> z = stackalloc double[_padded];
        Pad(row, x);
        _standardizer.Transform(x, z);
        Score(z, probabilities);
        Probabilities.Softmax(probabilities);
    }

    /// <inheritdoc/>
    /// <remarks>The row is standardised with what was known before it. O(features · classes), no allocation.</remarks>
    [SkipLocalsInit]
    public void PartialFit(ReadOnlySpan<double> row, int label)
    {
        Check.Length(row.Length, FeatureCount, "The row");
        Check.Label(label, ClassCount);
        Span<double> x = stackalloc double[_padded];
        Pad(row, x);
        if (_batches == 0)
        {
            _firstCounts[label]++;
        }
        else
        {
            Span<double> z = stackalloc double[_padded];
            Span<double> p = stackalloc double[ClassCount];
            _standardizer.Transform(x, z);
            Score(z, p);
            Probabilities.Softmax(p);
            p[label] -= 1;
            Accumulate(z, p);
        }

        _standardizer.Update(x);
        if (++_inBatch == _options.MiniBatch)
        {
            EndBatch();
        }
    }

    public void Save(BinaryWriter writer)
    {
        writer.Write(FormatVersion);
        writer.Write(FeatureCount);
        writer.Write(ClassCount);
        writer.Write(_inBatch);
        writer.Write(_batches);
        foreach (var part in Parts())
        {
            BinaryState.Write(writer, part);
        }

        _standardizer.Save(writer);
    }

    /// <inheritdoc/>
    public void Load(BinaryReader reader)
    {
        reader.ReadVersion(FormatVersion, "online softmax regression");
        BinaryState.Expect(reader.ReadInt32(), FeatureCount, "feature count");
        BinaryState.Expect(reader.ReadInt32(), ClassCount, "class count");
        _inBatch = reader.ReadInRange(0, _options.MiniBatch - 1, "rows in the open batch");
        _batches = reader.ReadInt64();
        foreach (var part in Parts())
        {
            reader.ReadInto(part, "weights");
        }

        _standardizer.Load(reader);
    }

    private double[][] Parts() => [_weights, _velocity, _gradient, _offsets, _offsetVelocity, _offsetGradient, _firstCounts];

    private void Pad(ReadOnlySpan<double> row, Span<double> x)
    {
        row.CopyTo(x);
        x[FeatureCount..].Clear();
    }

    private void Score(ReadOnlySpan<double> z, Span<double> scores)
    {
        ref var from = ref MemoryMarshal.GetReference(z);
        for (var k = 0; k < scores.Length; k++)
        {
            ref var weights = ref _weights[k * _padded];
            var sum = Vector256<double>.Zero;
            for (nuint i = 0; i < (nuint)_padded; i += 4)
            {
                sum += Vector256.LoadUnsafe(ref weights, i) * Vector256.LoadUnsafe(ref from, i);
            }

            // Lanes are added in a fixed order: the library's own sum may choose another one on another machine.
            scores[k] = _offsets[k] + ((sum.GetElement(0) + sum.GetElement(1)) + (sum.GetElement(2) + sum.GetElement(3)));
        }
    }

    private void Accumulate(ReadOnlySpan<double> z, ReadOnlySpan<double> errors)
    {
        ref var from = ref MemoryMarshal.GetReference(z);
        for (var k = 0; k < errors.Length; k++)
        {
            ref var gradient = ref _gradient[k * _padded];
            var error = Vector256.Create(errors[k]);
            for (nuint i = 0; i < (nuint)_padded; i += 4)
            {
                (Vector256.LoadUnsafe(ref gradient, i) + (error * Vector256.LoadUnsafe(ref from, i))).StoreUnsafe(ref gradient, i);
            }

            _offsetGradient[k] += errors[k];
        }
    }

    private void EndBatch()
    {
        if (_batches == 0)
        {
            // The offsets start at the class frequencies: learning them by gradient would cost the first hundreds of rows.
            for (var k = 0; k < ClassCount; k++)
            {
                _offsets[k] = Math.Log((_firstCounts[k] + 1) / (_options.MiniBatch + ClassCount));
            }
        }
        else
        {
            var rate = LearningRate;
            for (var i = 0; i < _weights.Length; i++)
            {
                _velocity[i] = (_options.Momentum * _velocity[i]) - (rate * ((_gradient[i] / _options.MiniBatch) + (_options.L2 * _weights[i])));
                _weights[i] += _velocity[i];
            }

            for (var k = 0; k < ClassCount; k++)
            {
                _offsetVelocity[k] = (_options.Momentum * _offsetVelocity[k]) - (rate * (_offsetGradient[k] / _options.MiniBatch));
                _offsets[k] += _offsetVelocity[k];
            }
        }

        Array.Clear(_gradient);
        Array.Clear(_offsetGradient);
        _inBatch = 0;
        _batches++;
    }
}
