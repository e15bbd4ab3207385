using ActorTrading.Learning.Calibration;

namespace ActorTrading.Learning.Blending;

/// <summary>
/// Stacking (Wolpert 1992; non-negative weights: Breiman 1996): P(k) = softmax over k of b_k + sum over experts of w_e · ln p_e,k,
/// with w and b of least log-loss on out-of-fold forecasts. Weights that sum to more than 1 sharpen, to less soften.
/// </summary>
/// <remarks>
/// A row is the experts' distributions side by side, [expert][class]. Fit it only on forecasts of rows that the experts were not
/// trained on (see <see cref="OutOfFoldPredictions"/>): on their own training rows the worst overfitter wins.
/// </remarks>
public sealed class StackingClassifier : IClassifier, ISavedModel<StackingClassifier>
{
    private const byte FormatVersion = 1;
    private const int MaxExperts = 1000;

    /// <summary>The model stays defined, and finite, where two offsets say the same.</summary>
    private const double OffsetStrength = 1e-3;
    private readonly double[] _weights;
    private readonly double[] _offsets;

    private StackingClassifier(double[] weights, double[] offsets)
    {
        _weights = weights;
        _offsets = offsets;
    }

    public static string Kind => "stacking";

    /// <summary>Experts times classes.</summary>
    public int FeatureCount => _weights.Length * _offsets.Length;

    public int ClassCount => _offsets.Length;

    /// <summary>One per expert.</summary>
    public ReadOnlySpan<double> Weights => _weights;

    /// <summary>One per class; 0 without offsets.</summary>
    public ReadOnlySpan<double> Offsets => _offsets;

    /// <summary>Fits weights and offsets, about ten passes of O(rows · classes · (experts + classes)²); deterministic.</summary>
    /// <param name="expertProbabilities">Out-of-fold forecasts, [row, expert · classes + class], each from 0 to 1.</param>
    /// <param name="labels">What came true, one per row.</param>
    /// <exception cref="ArgumentException">A shape, value or option is out of range; the message names it.</exception>
    public static StackingClassifier Fit(Matrix expertProbabilities, ReadOnlySpan<int> labels, int classCount, StackingOptions? options = null)
    {
        options ??= new StackingOptions();
        options.Validate();
        ForecastRows.Check(expertProbabilities, labels, classCount);
        Check.Labels(labels, expertProbabilities.Rows, classCount, nameof(labels));
        Check.Range(expertProbabilities.Columns % classCount, 0, 0, "number of columns left over after whole experts");
        var experts = expertProbabilities.Columns / classCount;
        Check.Range(experts, 1, MaxExperts, "number of experts");
        var logs = ForecastRows.Logs(expertProbabilities.Values);
        var parameters = experts + (options.WithOffsets ? classCount : 0);
        var design = new double[checked(expertProbabilities.Rows * classCount * parameters)];
        for (var row = 0; row < expertProbabilities.Rows; row++)
        {
            for (var k = 0; k < classCount; k++)
            {
                var phi = design.AsSpan(((row * classCount) + k) * parameters, parameters);
                for (var e = 0; e < experts; e++)
                {
                    phi[e] = logs[(row * expertProbabilities.Columns) + (e * classCount) + k];
                }

                if (options.WithOffsets)
                {
                    phi[experts + k] = 1;
                }
            }
        }

        var low = options.NonNegative ? 0 : -1000.0;
        var priors = new ConditionalLogit.Prior[parameters];
        priors.AsSpan(0, experts).Fill(new(1.0 / experts, options.Strength, low, 1000));
        priors.AsSpan(experts).Fill(new(0, Math.Max(options.Strength, OffsetStrength), -1000, 1000));
        var theta = ConditionalLogit.Fit(design, labels.ToArray(), classCount, priors);
        return new StackingClassifier(theta[..experts], options.WithOffsets ? theta[experts..] : new double[classCount]);
    }

    /// <inheritdoc/>
    /// <param name="row">The experts' distributions side by side, each value from 0 to 1; an expert of which a value is NaN counts as one that says nothing.</param>
    /// <remarks>O(experts · classes), no allocation.</remarks>
    public void PredictProba(ReadOnlySpan<double> row, Span<double> probabilities)
    {
        Check.Length(row.Length, FeatureCount, nameof(row));
        Check.Length(probabilities.Length, ClassCount, nameof(probabilities));
        _offsets.CopyTo(probabilities);
        for (var e = 0; e < _weights.Length; e++)
        {
            var p = row.Slice(e * ClassCount, ClassCount);
            if (IsAwake(p))
            {
                for (var k = 0; k < ClassCount; k++)
                {
                    probabilities[k] += _weights[e] * Math.Log(Math.Max(p[k], Probabilities.Clip));
                }
            }
        }

        Probabilities.Softmax(probabilities);
    }

    /// <summary>The distribution of each row, to the bit as one by one.</summary>
    public Matrix PredictProba(Matrix x)
    {
        ArgumentNullException.ThrowIfNull(x);
        var probabilities = new Matrix(x.Rows, ClassCount);
        for (var i = 0; i < x.Rows; i++)
        {
            PredictProba(x.Row(i), probabilities.Row(i));
        }

        return probabilities;
    }

    public void Save(BinaryWriter writer)
    {
        writer.Write(FormatVersion);
        BinaryState.Write(writer, _weights);
        BinaryState.Write(writer, _offsets);
    }

    public static StackingClassifier Load(BinaryReader reader)
    {
        reader.ReadVersion(FormatVersion, "stacking");
        var weights = reader.ReadDoubles(MaxExperts, "expert weights");
        var offsets = reader.ReadDoubles(ForecastRows.MaxClasses, "class offsets");
        var finite = weights.Length > 0 && offsets.Length > 1;
        foreach (var value in (double[])[.. weights, .. offsets])
        {
            finite &= Math.Abs(value) <= 1e6;
        }

        return finite
            ? new StackingClassifier(weights, offsets)
            : throw new InvalidDataException($"The saved stacking has {weights.Length} weights and {offsets.Length} offsets; there must be some, each within a million.");
    }

    private static bool IsAwake(ReadOnlySpan<double> p)
    {
        var awake = true;
        foreach (var value in p)
        {
            if (double.IsNaN(value))
            {
                awake = false;
            }
            else
            {
                Check.Range(value, 0, 1, "probability of an expert");
            }
        }

        return awake;
    }
}
