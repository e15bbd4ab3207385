namespace ActorTrading.Learning.Calibration;

/// <summary>
/// Holds a forecaster to its stated confidence: the log-odds of the most probable class get an offset that is piecewise linear in the
/// confidence and follows, by online gradient descent on the log-loss (Zinkevich 2003), whether that class came true. Online Platt
/// scaling (Gupta and Ramdas 2023) with hat functions instead of one line.
/// </summary>
/// <remarks>
/// The step is constant, so that offsets are sums of gaps: over any n outcomes the mean of (right or wrong, minus stated) weighted by
/// one hat is at most 2 MaxOffset / (LearningRate n) away from 0, whatever the market does, as long as its offset is within bounds. Which
/// class is the most probable never changes. O(classes) each, no allocation.
/// </remarks>
public sealed class ConfidenceCalibrator
{
    private const byte FormatVersion = 1;

    /// <summary>From here on there is nothing left to take from the other classes.</summary>
    private const double Certain = 1 - 1e-9;

    /// <summary>The most probable class stays ahead by this factor.</summary>
    private const double Ahead = 1 + 1e-9;

    private readonly ConfidenceCalibrationOptions _options;
    private readonly double[] _offsets;
    private readonly double _lowest;

    /// <exception cref="ArgumentOutOfRangeException">A value is out of range.</exception>
    public ConfidenceCalibrator(int classCount, ConfidenceCalibrationOptions? options = null)
    {
        Check.Range(classCount, 2, 100, nameof(classCount));
        _options = options ?? new ConfidenceCalibrationOptions();
        _options.Validate();
        ClassCount = classCount;
        _lowest = 1.0 / classCount;
        _offsets = new double[_options.Knots];
    }

    public int ClassCount { get; }

    /// <summary>Change of the log-odds at each knot, from the lowest confidence to the highest.</summary>
    public ReadOnlySpan<double> Offsets => _offsets;

    /// <summary>Corrects a distribution in place; the other classes keep their proportions.</summary>
    /// <param name="probabilities">In [0, 1], sum 1.</param>
    /// <param name="uncorrected">The distribution as it was before any correction; its confidence in the class chooses the offset.</param>
    public void Transform(Span<double> probabilities, ReadOnlySpan<double> uncorrected)
    {
        Check.Length(probabilities.Length, ClassCount, nameof(probabilities));
        Check.Length(uncorrected.Length, ClassCount, nameof(uncorrected));
        Check.Distribution(probabilities, nameof(probabilities));
        Check.Distribution(uncorrected, nameof(uncorrected));
        var top = Probabilities.ArgMax(probabilities);
        var confidence = probabilities[top];
        if (!(confidence < Certain))
        {
            return;
        }

        var (knot, share) = Place(uncorrected[top]);
        var offset = (_offsets[knot] * (1 - share)) + (_offsets[knot + 1] * share);
        var others = 1 - confidence;
        var second = 0.0;
        for (var k = 0; k < probabilities.Length; k++)
        {
            if (k != top)
            {
                second = Math.Max(second, probabilities[k] / others);
            }
        }

        var least = Math.Min(1, second / (1 + second) * Ahead);
        var corrected = Math.Max(confidence / (confidence + (others * Math.Exp(-offset))), least);
        for (var k = 0; k < probabilities.Length; k++)
        {
            probabilities[k] = k == top ? corrected : probabilities[k] / others * (1 - corrected);
        }
    }

    /// <summary>Takes in what became of a corrected forecast.</summary>
    /// <param name="issued">As <see cref="Transform"/> left it.</param>
    /// <param name="uncorrected">As it was given to <see cref="Transform"/>.</param>
    /// <param name="label">The class that came true.</param>
    public void Observe(ReadOnlySpan<double> issued, ReadOnlySpan<double> uncorrected, int label)
    {
        Check.Length(issued.Length, ClassCount, nameof(issued));
        Check.Length(uncorrected.Length, ClassCount, nameof(uncorrected));
        Check.Label(label, ClassCount);
        Check.Distribution(issued, nameof(issued));
        Check.Distribution(uncorrected, nameof(uncorrected));
        var top = Probabilities.ArgMax(issued);
        var (knot, share) = Place(uncorrected[top]);
        var step = _options.LearningRate * ((top == label ? 1 : 0) - issued[top]);
        Move(knot, step * (1 - share));
        Move(knot + 1, step * share);
    }

    public void Save(BinaryWriter writer)
    {
        writer.Write(FormatVersion);
        BinaryState.Write(writer, _offsets);
    }

    /// <exception cref="InvalidDataException">Not a state of this kind and shape.</exception>
    public void Load(BinaryReader reader)
    {
        reader.ReadVersion(FormatVersion, "confidence calibrator");
        reader.ReadInto(_offsets, "confidence offsets");
        foreach (var offset in _offsets)
        {
            if (!(Math.Abs(offset) <= _options.MaxOffset))
            {
                throw new InvalidDataException($"A saved confidence offset is {offset}; it must be from {-_options.MaxOffset} to {_options.MaxOffset}.");
            }
        }
    }

    /// <summary>The knot below a confidence and how far the confidence is on its way to the next one.</summary>
    private (int Knot, double Share) Place(double confidence)
    {
        var at = (confidence - _lowest) / (1 - _lowest) * (_offsets.Length - 1);
        var knot = Math.Clamp((int)at, 0, _offsets.Length - 2);
        return (knot, Math.Clamp(at - knot, 0, 1));
    }

    private void Move(int knot, double step) => _offsets[knot] = Math.Clamp(_offsets[knot] + step, -_options.MaxOffset, _options.MaxOffset);
}
