namespace ActorTrading.Learning.Drift;

/// <summary>
/// The drift detection method (Gama, Medas, Castillo, Rodrigues 2004) on a stream of errors: p is their rate since the start,
/// s = sqrt(p·(1 - p)/n); against the lowest p + s so far, a warning over p_min + 2·s_min, a drift over p_min + 3·s_min.
/// </summary>
/// <remarks>
/// O(1) time and memory. Sees rises only, and ever later the longer the stream was good: p is a mean of everything. A stream
/// without any error yet sets no minimum, because its s of 0 would turn the first error into a drift.
/// </remarks>
public sealed class Ddm : IDriftDetector
{
    private const byte FormatVersion = 1;
    private readonly DdmOptions _options;
    private long _count;
    private double _leastRate;
    private double _leastDeviation;

    /// <exception cref="ArgumentOutOfRangeException">An option is out of range.</exception>
    public Ddm(DdmOptions? options = null)
    {
        _options = options ?? new DdmOptions();
        _options.Validate();
        Reset();
    }

    /// <summary>Error rate since the start or the last drift.</summary>
    public double Rate { get; private set; }

    /// <summary>Its standard deviation; 0 before the first outcome.</summary>
    public double Deviation => _count > 0 ? Math.Sqrt(Rate * (1 - Rate) / _count) : 0;

    /// <inheritdoc/>
    /// <param name="value">1 for a wrong answer, 0 for a right one; in between for partly wrong.</param>
    public DriftState Add(double value)
    {
        Check.Range(value, 0, 1, nameof(value));
        _count++;
        Rate = Math.Clamp(Rate + ((value - Rate) / _count), 0, 1);
        if (_count < _options.WarmUp)
        {
            return DriftState.None;
        }

        var level = Rate + Deviation;
        if (Rate > 0 && level <= _leastRate + _leastDeviation)
        {
            (_leastRate, _leastDeviation) = (Rate, Deviation);
        }

        if (level > _leastRate + (_options.Drift * _leastDeviation))
        {
            Reset();
            return DriftState.Drift;
        }

        return level > _leastRate + (_options.Warning * _leastDeviation) ? DriftState.Warning : DriftState.None;
    }

    public void Reset()
    {
        _count = 0;
        Rate = 0;
        _leastRate = 1;
        _leastDeviation = 1;
    }

    public void Save(BinaryWriter writer)
    {
        writer.Write(FormatVersion);
        writer.Write(_count);
        writer.Write(Rate);
        writer.Write(_leastRate);
        writer.Write(_leastDeviation);
    }

    /// <inheritdoc/>
    public void Load(BinaryReader reader)
    {
        reader.ReadVersion(FormatVersion, "drift detection method");
        _count = reader.ReadLong(0, long.MaxValue - 1, "number of outcomes");
        Rate = reader.ReadInRange(0.0, 1.0, "error rate");
        _leastRate = reader.ReadInRange(0.0, 1.0, "lowest error rate");
        _leastDeviation = reader.ReadInRange(0.0, 1.0, "deviation of the lowest error rate");
    }
}
