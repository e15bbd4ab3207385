using ActorTrading.Market.Windows;

namespace ActorTrading.Market.Indicators;

/// <summary>
/// Turns closed bars of one symbol and timeframe into rows of all indicators, one by one: O(1) amortised per bar, no allocation. <see cref="IndicatorBatch"/> gives the same bits.
/// </summary>
/// <remarks>
/// Nothing drifts, however many bars: windows add and merge and never take away (block sums), spreads are merged about their means, recursive averages forget their rounding
/// with their past, counts are whole, and totals carry what rounding loses. Memory is about 95 kB, a saved state 65 kB.
/// </remarks>
public sealed class IndicatorSet
{
    private const byte Version = 1;

    private readonly IndicatorGroup[] _groups = IndicatorCatalog.CreateGroups();
    private readonly int[] _widths;
    private readonly int[] _warmUps = [.. IndicatorCatalog.All.Select(d => d.WarmUpBars)];
    private Bar _previous;
    private int _seen;

    /// <exception cref="ArgumentOutOfRangeException">A default timeframe.</exception>
    public IndicatorSet(Timeframe timeframe)
    {
        if (timeframe.Minutes <= 0)
        {
            throw new ArgumentOutOfRangeException(nameof(timeframe), timeframe, "A default Timeframe has no length: use one of Timeframe.All.");
        }

        Timeframe = timeframe;
        _widths = Array.ConvertAll(_groups, g => g.Definitions.Count);
        WarmUpBars = _warmUps.Max();
    }

    public Timeframe Timeframe { get; }

    /// <summary>Length of a row.</summary>
    public int Count => _warmUps.Length;

    /// <summary>Bars after which every indicator has its warm-up behind it.</summary>
    public int WarmUpBars { get; }

    /// <summary>Bars so far.</summary>
    public int Seen => _seen;

    /// <summary>The open time of the last bar; <see cref="long.MinValue"/> before the first.</summary>
    public long LastOpenTime => _seen > 0 ? _previous.OpenTime : long.MinValue;

    /// <summary>Adds the next closed bar and writes its row, in the order of <see cref="IndicatorCatalog.All"/>. NaN stands for indicators that are still warming up.</summary>
    /// <param name="row">At least <see cref="Count"/> long.</param>
    /// <exception cref="ArgumentException">The row is too short, the bar is not after the last one, or a price is not above 0; nothing has changed then.</exception>
    public void Add(in Bar bar, Span<double> row)
    {
        if (row.Length < Count)
        {
            throw new ArgumentException($"The row has {row.Length} values; it needs {Count}.", nameof(row));
        }

        BarSequence.Require(bar, _previous, _seen);
        var terms = IndicatorTerms.Of(bar, _seen == 0 ? bar : _previous, _seen + 1, Timeframe.Length);
        _previous = bar;
        _seen++;
        var rest = row[..Count];
        for (var i = 0; i < _groups.Length; i++)
        {
            _groups[i].Add(terms, rest[.._widths[i]]);
            rest = rest[_widths[i]..];
        }

        if (_seen < WarmUpBars)
        {
            Hide(row);
        }
    }

    public void Save(BinaryWriter writer)
    {
        writer.Write(Version);
        writer.Write(Count);
        writer.Write(Timeframe.Minutes);
        writer.Write(_seen);
        BarFormat.Write(writer, _previous);
        var state = new StateTransfer(writer);
        foreach (var group in _groups)
        {
            group.Transfer(state);
        }
    }

    /// <exception cref="InvalidDataException">The bytes are not the state of a set of this timeframe.</exception>
    public void Load(BinaryReader reader)
    {
        StateFormat.ExpectVersion(reader, Version, "an indicator set");
        StateFormat.ExpectEqual(reader.ReadInt32(), Count, "number of indicators");
        StateFormat.ExpectEqual(reader.ReadInt32(), Timeframe.Minutes, "bar length in minutes");
        _seen = StateFormat.ReadCount(reader, int.MaxValue, "number of bars seen");
        _previous = BarFormat.Read(reader);
        var state = new StateTransfer(reader);
        foreach (var group in _groups)
        {
            group.Transfer(state);
        }
    }

    private void Hide(Span<double> row)
    {
        for (var i = 0; i < _warmUps.Length; i++)
        {
            if (_seen < _warmUps[i])
            {
                row[i] = double.NaN;
            }
        }
    }
}
