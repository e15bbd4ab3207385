namespace ActorTrading.Learning.Drift;

/// <summary>
/// Keeps the first values of a stream as the reference and compares each full block of later ones with it, by the two-sample
/// Kolmogorov-Smirnov test or by population stability. For features: does the model still see what it was trained on?
/// </summary>
/// <remarks>
/// A slow creep that windows which move along never see adds up against a fixed reference. One value O(1), each block O(block ·
/// log block + reference). Speaks only at the end of a block; after a drift the reference is learned again from what follows.
/// </remarks>
public sealed class ReferenceDriftDetector : IDriftDetector
{
    private const byte FormatVersion = 1;
    private readonly ReferenceDriftOptions _options;
    private readonly double[] _reference;
    private readonly double[] _block;
    private PopulationStability? _stability;
    private int _learned;
    private int _inBlock;

    /// <exception cref="ArgumentOutOfRangeException">An option is out of range.</exception>
    public ReferenceDriftDetector(ReferenceDriftOptions? options = null)
    {
        _options = options ?? new ReferenceDriftOptions();
        _options.Validate();
        _reference = new double[_options.Reference];
        _block = new double[_options.Block];
    }

    /// <summary>Whether the reference is complete.</summary>
    public bool HasReference => _learned == _reference.Length;

    /// <summary>Distance (Kolmogorov-Smirnov: D) or index of the last full block; NaN before the first.</summary>
    public double Statistic { get; private set; } = double.NaN;

    /// <inheritdoc/>
    /// <param name="value">Within ±1e100.</param>
    public DriftState Add(double value)
    {
        DriftValue.CheckRange(value);
        if (!HasReference)
        {
            _reference[_learned++] = value;
            if (HasReference)
            {
                PrepareReference();
            }

            return DriftState.None;
        }

        _block[_inBlock++] = value;
        if (_inBlock < _block.Length)
        {
            return DriftState.None;
        }

        _inBlock = 0;
        var state = Compare();
        if (state == DriftState.Drift)
        {
            _learned = 0;
        }

        return state;
    }

    public void Reset()
    {
        _learned = 0;
        _inBlock = 0;
        Statistic = double.NaN;
    }

    public void Save(BinaryWriter writer)
    {
        writer.Write(FormatVersion);
        writer.Write(Statistic);
        BinaryState.Write(writer, _reference.AsSpan(0, _learned));
        BinaryState.Write(writer, _block.AsSpan(0, _inBlock));
    }

    /// <inheritdoc/>
    public void Load(BinaryReader reader)
    {
        reader.ReadVersion(FormatVersion, "reference sample");
        Statistic = reader.ReadDouble();
        _learned = Read(reader, _reference, _reference.Length, "reference values");
        _inBlock = Read(reader, _block, _block.Length - 1, "values of the open block");
        if (HasReference)
        {
            PrepareReference();
        }
    }

    private static int Read(BinaryReader reader, double[] values, int limit, string what)
    {
        var count = reader.ReadCount(limit, what);
        for (var i = 0; i < count; i++)
        {
            values[i] = reader.ReadInRange(-DriftValue.Limit, DriftValue.Limit, what);
        }

        return count;
    }

    private void PrepareReference()
    {
        _reference.AsSpan().Sort();
        _stability = _options.Test == ReferenceTest.PopulationStability ? PopulationStability.Fit(_reference, _options.Bins) : null;
    }

    private DriftState Compare()
    {
        if (_stability is not null)
        {
            Statistic = _stability.Index(_block);
            return Statistic > (_options.Drift ?? 0.25) ? DriftState.Drift
                : Statistic > (_options.Warning ?? 0.1) ? DriftState.Warning
                : DriftState.None;
        }

        _block.AsSpan().Sort();
        var gap = KolmogorovSmirnov.Gap(_reference, _block);
        var p = KolmogorovSmirnov.PValue(gap, _reference.Length, _block.Length);
        Statistic = (double)gap / _reference.Length / _block.Length;
        return p <= (_options.Drift ?? 0.005) ? DriftState.Drift
            : p <= (_options.Warning ?? 0.05) ? DriftState.Warning
            : DriftState.None;
    }
}
