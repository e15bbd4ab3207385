namespace ActorTrading.Learning.Drift;

/// <summary>
/// Page and Hinkley's test (Page 1954; Hinkley 1971) in its forgetting form (Gama et al. 2013): with m the mean so far,
/// S' = max(0, alpha · S + x - m - delta); drift when S' reaches the threshold. O(1) time and memory.
/// </summary>
public sealed class PageHinkley : IDriftDetector
{
    private const byte FormatVersion = 1;
    private readonly PageHinkleyOptions _options;
    private long _count;
    private double _mean;

    /// <exception cref="ArgumentOutOfRangeException">An option is out of range.</exception>
    public PageHinkley(PageHinkleyOptions? options = null)
    {
        _options = options ?? new PageHinkleyOptions();
        _options.Validate();
    }

    /// <summary>Evidence for a rise since the start or the last alarm; at an alarm what it was raised at, until the next value.</summary>
    public double Rise { get; private set; }

    /// <summary>Evidence for a fall; stays 0 unless two-sided.</summary>
    public double Fall { get; private set; }

    /// <inheritdoc/>
    /// <param name="value">Within ±1e100.</param>
    public DriftState Add(double value)
    {
        DriftValue.CheckRange(value);
        if (_count == 0)
        {
            Reset();
        }

        _count++;
        _mean += (value - _mean) / _count;
        Rise = Math.Max(0, (_options.Alpha * Rise) + (value - _mean - _options.Delta));
        if (_options.TwoSided)
        {
            Fall = Math.Max(0, (_options.Alpha * Fall) + (_mean - value - _options.Delta));
        }

        if (_count < _options.WarmUp || Math.Max(Rise, Fall) < _options.Threshold)
        {
            return DriftState.None;
        }

        _count = 0;
        return DriftState.Drift;
    }

    public void Reset()
    {
        _count = 0;
        _mean = 0;
        Rise = 0;
        Fall = 0;
    }

    public void Save(BinaryWriter writer)
    {
        writer.Write(FormatVersion);
        writer.Write(_count);
        writer.Write(_mean);
        writer.Write(Rise);
        writer.Write(Fall);
    }

    /// <inheritdoc/>
    public void Load(BinaryReader reader)
    {
        reader.ReadVersion(FormatVersion, "Page-Hinkley test");
        _count = reader.ReadLong(0, long.MaxValue - 1, "number of values");
        _mean = reader.ReadInRange(-DriftValue.Limit, DriftValue.Limit, "mean");
        Rise = reader.ReadInRange(0, DriftValue.SpreadLimit, "evidence for a rise");
        Fall = reader.ReadInRange(0, DriftValue.SpreadLimit, "evidence for a fall");
    }
}
