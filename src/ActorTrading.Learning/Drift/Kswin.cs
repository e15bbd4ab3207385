namespace ActorTrading.Learning.Drift;

/// <summary>
/// KSWIN (Raab, Heusinger, Schleif 2020): the latest values of a sliding window against as many drawn at random from its older
/// part, by <see cref="KolmogorovSmirnov"/>. Sees any change of the distribution, not of the mean alone.
/// </summary>
/// <remarks>O(window + recent · log recent) per value; memory O(window). After a drift only the latest values are kept.</remarks>
public sealed class Kswin : IDriftDetector
{
    private const byte FormatVersion = 1;
    private readonly KswinOptions _options;

    // Least gap, times recent², that is both sure and large enough; a gap beyond recent² if none is.
    private readonly long _criticalGap;
    private readonly double[] _window;
    private readonly double[] _older;
    private readonly double[] _recent;
    private int _filled;
    private long _added;

    /// <exception cref="ArgumentOutOfRangeException">An option is out of range.</exception>
    public Kswin(KswinOptions? options = null)
    {
        _options = options ?? new KswinOptions();
        _options.Validate();
        _window = new double[_options.Window];
        _older = new double[_options.Window - _options.Recent];
        _recent = new double[_options.Recent];
        _criticalGap = CriticalGap(_options);
    }

    /// <summary>Values remembered.</summary>
    public int Count => _filled;

    /// <inheritdoc/>
    /// <param name="value">Within ±1e100.</param>
    public DriftState Add(double value)
    {
        DriftValue.CheckRange(value);
        if (_filled == _window.Length)
        {
            Array.Copy(_window, 1, _window, 0, --_filled);
        }

        _window[_filled++] = value;
        _added++;
        if (_filled < _window.Length || Gap() < _criticalGap)
        {
            return DriftState.None;
        }

        Array.Copy(_window, _filled - _recent.Length, _window, 0, _recent.Length);
        _filled = _recent.Length;
        return DriftState.Drift;
    }

    public void Reset()
    {
        _filled = 0;
        _added = 0;
    }

    public void Save(BinaryWriter writer)
    {
        writer.Write(FormatVersion);
        writer.Write(_added);
        BinaryState.Write(writer, _window.AsSpan(0, _filled));
    }

    /// <inheritdoc/>
    public void Load(BinaryReader reader)
    {
        reader.ReadVersion(FormatVersion, "sliding window");
        _added = reader.ReadLong(0, long.MaxValue - 1, "number of values");
        _filled = reader.ReadCount(_window.Length, "remembered values");
        for (var i = 0; i < _filled; i++)
        {
            _window[i] = reader.ReadInRange(-DriftValue.Limit, DriftValue.Limit, "remembered value");
        }
    }

    private long Gap()
    {
        _window.AsSpan(0, _older.Length).CopyTo(_older);
        _window.AsSpan(_older.Length).CopyTo(_recent);

        // A generator per value instead of a running one: its state is the number of values, which is saved anyway.
        var random = new SplitMix64(unchecked(_options.Seed + (ulong)_added));
        for (var i = 0; i < _recent.Length; i++)
        {
            var drawn = i + random.Next(_older.Length - i);
            (_older[i], _older[drawn]) = (_older[drawn], _older[i]);
        }

        var sample = _older.AsSpan(0, _recent.Length);
        sample.Sort();
        _recent.AsSpan().Sort();
        return KolmogorovSmirnov.Gap(sample, _recent);
    }

    private static long CriticalGap(KswinOptions options)
    {
        // Equal sample sizes: the gap moves in steps of one size.
        for (long step = 1; step <= options.Recent; step++)
        {
            if ((double)step / options.Recent > options.LeastDistance && KolmogorovSmirnov.PValue(step * options.Recent, options.Recent, options.Recent) <= options.Alpha)
            {
                return step * options.Recent;
            }
        }

        return long.MaxValue;
    }
}
