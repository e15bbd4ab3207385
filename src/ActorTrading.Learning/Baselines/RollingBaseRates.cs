namespace ActorTrading.Learning.Baselines;

/// <summary>
/// The class frequencies of the last outcomes, smoothed towards uniform: (count + strength / K) / (n + strength).
/// It looks at no feature, and is the first thing a model has to beat.
/// </summary>
public sealed class RollingBaseRates : IOnlineClassifier
{
    private const byte FormatVersion = 1;
    private readonly byte[] _labels;
    private readonly int[] _counts;
    private readonly double _strength;
    private int _next;
    private int _filled;

    /// <param name="classCount">2 to 255.</param>
    /// <param name="window">Outcomes remembered, from 1. Default 2,000.</param>
    /// <param name="priorStrength">Weight of the uniform prior in outcomes, over 0. Default 3.</param>
    /// <exception cref="ArgumentOutOfRangeException">A value is out of range.</exception>
    public RollingBaseRates(int classCount, int window = 2000, double priorStrength = 3)
    {
        Check.Range(classCount, 2, 255, nameof(classCount));
        Check.Range(window, 1, 10_000_000, nameof(window));
        Check.Range(priorStrength, 1e-9, 1e9, nameof(priorStrength));
        _labels = new byte[window];
        _counts = new int[classCount];
        _strength = priorStrength;
    }

    /// <summary>0: rows are not looked at and may have any length.</summary>
    public int FeatureCount => 0;

    public int ClassCount => _counts.Length;

    public void PredictProba(ReadOnlySpan<double> row, Span<double> probabilities) => PredictProba(probabilities);

    /// <summary>The smoothed frequencies. O(classes).</summary>
    public void PredictProba(Span<double> probabilities)
    {
        Check.Length(probabilities.Length, ClassCount, "The result");
        for (var k = 0; k < _counts.Length; k++)
        {
            probabilities[k] = (_counts[k] + (_strength / _counts.Length)) / (_filled + _strength);
        }
    }

    public void PartialFit(ReadOnlySpan<double> row, int label) => PartialFit(label);

    /// <summary>Takes in one outcome; the oldest leaves when the window is full. O(1).</summary>
    public void PartialFit(int label)
    {
        Check.Label(label, ClassCount);
        if (_filled == _labels.Length)
        {
            _counts[_labels[_next]]--;
        }
        else
        {
            _filled++;
        }

        _labels[_next] = (byte)label;
        _counts[label]++;
        _next = _next + 1 == _labels.Length ? 0 : _next + 1;
    }

    public void Save(BinaryWriter writer)
    {
        writer.Write(FormatVersion);
        writer.Write(ClassCount);
        writer.Write(_labels.Length);
        writer.Write(_next);
        writer.Write(_filled);
        writer.Write(_labels);
    }

    public void Load(BinaryReader reader)
    {
        reader.ReadVersion(FormatVersion, "base rates");
        BinaryState.Expect(reader.ReadInt32(), ClassCount, "class count");
        BinaryState.Expect(reader.ReadInt32(), _labels.Length, "window");
        (_next, _filled) = reader.ReadRing(_labels.Length, "remembered outcomes");
        reader.ReadBytesExactly(_labels.Length, "the remembered outcomes").CopyTo(_labels, 0);
        Array.Clear(_counts);
        for (var i = 0; i < _filled; i++)
        {
            _counts[_labels[i] < ClassCount ? _labels[i] : throw new InvalidDataException($"A remembered outcome is {_labels[i]}; there are {ClassCount} classes.")]++;
        }
    }
}
