namespace ActorTrading.Learning.Drift;

/// <summary>
/// Two-sided cumulative sums (Page 1954) of z = (x - mean) / deviation: up' = max(0, up + z - k), down' = max(0, down - z - k);
/// drift when one of them is over h. O(1) time and memory.
/// </summary>
/// <remarks>
/// After an alarm the sums start at 0, and what was learned is learned again from the values that follow. A stream that was
/// constant while it was learned from drifts at the first other value.
/// </remarks>
public sealed class Cusum : IDriftDetector
{
    private const byte FormatVersion = 1;
    private readonly CusumOptions _options;
    private int _learned;
    private double _mean;
    private double _squares;

    /// <exception cref="ArgumentOutOfRangeException">An option is out of range.</exception>
    public Cusum(CusumOptions? options = null)
    {
        _options = options ?? new CusumOptions();
        _options.Validate();
    }

    /// <summary>Sum for a rise, in deviations.</summary>
    public double Up { get; private set; }

    /// <summary>Sum for a fall, in deviations.</summary>
    public double Down { get; private set; }

    /// <inheritdoc/>
    /// <param name="value">Within ±1e100.</param>
    public DriftState Add(double value)
    {
        DriftValue.CheckRange(value);
        if ((_options.Mean is null || _options.Deviation is null) && _learned < _options.WarmUp)
        {
            _learned++;
            var difference = value - _mean;
            _mean += difference / _learned;
            _squares += _options.Mean is { } known ? (value - known) * (value - known) : difference * (value - _mean);
            return DriftState.None;
        }

        var distance = value - (_options.Mean ?? _mean);
        var z = distance == 0 ? 0 : distance / (_options.Deviation ?? Math.Sqrt(_squares / _learned));
        Up = Math.Max(0, Up + z - _options.Slack);
        Down = Math.Max(0, Down - z - _options.Slack);
        if (Up <= _options.Threshold && Down <= _options.Threshold)
        {
            return DriftState.None;
        }

        Reset();
        return DriftState.Drift;
    }

    public void Reset()
    {
        _learned = 0;
        _mean = 0;
        _squares = 0;
        Up = 0;
        Down = 0;
    }

    public void Save(BinaryWriter writer)
    {
        writer.Write(FormatVersion);
        writer.Write(_learned);
        writer.Write(_mean);
        writer.Write(_squares);
        writer.Write(Up);
        writer.Write(Down);
    }

    /// <inheritdoc/>
    public void Load(BinaryReader reader)
    {
        reader.ReadVersion(FormatVersion, "cumulative sums");
        _learned = reader.ReadInRange(0, _options.WarmUp, "number of values learned from");
        _mean = reader.ReadInRange(-DriftValue.Limit, DriftValue.Limit, "mean");
        _squares = reader.ReadInRange(0, DriftValue.SpreadLimit, "spread");
        Up = reader.ReadInRange(0, _options.Threshold, "sum for a rise");
        Down = reader.ReadInRange(0, _options.Threshold, "sum for a fall");
    }
}
