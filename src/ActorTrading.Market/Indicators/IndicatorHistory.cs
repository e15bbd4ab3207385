namespace ActorTrading.Market.Indicators;

/// <summary>
/// Indicators that stay right when a bar comes late, is corrected or is taken back: the set goes back to the last snapshot before it and takes the bars from there again.
/// The row is then that of a set which had the right bars from the start, to the bit.
/// </summary>
/// <remarks>
/// Holds up to two snapshots (about 65 kB each) and 2 × <see cref="Depth"/> bars. A bar at the end costs what <see cref="IndicatorSet.Add"/> costs and a snapshot every
/// <see cref="Depth"/> bars; a change costs up to 2 × <see cref="Depth"/> bars.
/// </remarks>
public sealed class IndicatorHistory
{
    private readonly IndicatorSet _set;
    private readonly List<Bar> _bars = [];
    private readonly List<Snapshot> _snapshots = [];

    /// <param name="depth">The newest bars that can be changed; from 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">A default timeframe, or a depth below 1.</exception>
    public IndicatorHistory(Timeframe timeframe, int depth)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(depth, 1);
        _set = new IndicatorSet(timeframe);
        Depth = depth;
        TakeSnapshot();
    }

    public int Depth { get; }

    /// <summary>Length of a row.</summary>
    public int Count => _set.Count;

    /// <summary>Bars so far, removed ones not counted.</summary>
    public int Seen => _set.Seen;

    /// <summary>The earliest open time at which a bar can still be changed.</summary>
    public long ChangeableFrom => _snapshots[0].After + 1;

    /// <summary>Takes a bar in: at the end, between others, or instead of the one with its open time.</summary>
    /// <param name="row">Receives the row of the last bar.</param>
    /// <returns>Whether it was taken: not if it belongs before <see cref="ChangeableFrom"/>.</returns>
    /// <exception cref="ArgumentException">The row is too short or a price is not above 0; nothing has changed then.</exception>
    public bool Put(in Bar bar, Span<double> row)
    {
        BarSequence.Require(bar, default, 0);
        RequireRow(row);
        if (bar.OpenTime < ChangeableFrom)
        {
            return false;
        }

        var place = PlaceOf(bar.OpenTime);
        if (place == _bars.Count)
        {
            _bars.Add(bar);
            Take(place, row);
            return true;
        }

        if (_bars[place].OpenTime == bar.OpenTime)
        {
            _bars[place] = bar;
        }
        else
        {
            _bars.Insert(place, bar);
        }

        Replay(place, row);
        return true;
    }

    /// <summary>Takes the bar with this open time out.</summary>
    /// <param name="row">Receives the row of the last bar, or NaN if none is left to recompute.</param>
    /// <returns>Whether there was such a bar at or after <see cref="ChangeableFrom"/>.</returns>
    /// <exception cref="ArgumentException">The row is too short; nothing has changed then.</exception>
    public bool Remove(long openTime, Span<double> row)
    {
        RequireRow(row);
        var place = PlaceOf(openTime);
        if (place == _bars.Count || _bars[place].OpenTime != openTime)
        {
            return false;
        }

        _bars.RemoveAt(place);
        Replay(place, row);
        return true;
    }

    private void RequireRow(Span<double> row)
    {
        if (row.Length < Count)
        {
            throw new ArgumentException($"The row has {row.Length} values; it needs {Count}.", nameof(row));
        }
    }

    private int PlaceOf(long openTime)
    {
        var place = _bars.Count;
        while (place > 0 && _bars[place - 1].OpenTime >= openTime)
        {
            place--;
        }

        return place;
    }

    private void Replay(int changed, Span<double> row)
    {
        // The bar before the change is taken again too, so that there is a row even if the change was the last bar.
        var from = Math.Max(0, changed - 1);
        var last = _snapshots.FindLastIndex(s => s.Place <= from);
        _snapshots.RemoveRange(last + 1, _snapshots.Count - last - 1);
        var snapshot = _snapshots[last];
        using (var reader = new BinaryReader(new MemoryStream(snapshot.State)))
        {
            _set.Load(reader);
        }

        row[..Count].Fill(double.NaN);
        var held = _bars.Count;
        for (var place = snapshot.Place; place < held; place++)
        {
            _set.Add(_bars[place], row);
        }
    }

    private void Take(int place, Span<double> row)
    {
        _set.Add(_bars[place], row);
        if (_bars.Count - _snapshots[^1].Place < Depth)
        {
            return;
        }

        if (_snapshots.Count == 2)
        {
            DropOldest();
        }

        TakeSnapshot();
    }

    private void DropOldest()
    {
        var gone = _snapshots[1].Place;
        _bars.RemoveRange(0, gone);
        _snapshots.RemoveAt(0);
        _snapshots[0] = _snapshots[0] with { Place = 0 };
    }

    private void TakeSnapshot()
    {
        using var memory = new MemoryStream();
        using var writer = new BinaryWriter(memory);
        _set.Save(writer);
        writer.Flush();
        _snapshots.Add(new Snapshot(_bars.Count, _set.LastOpenTime, memory.ToArray()));
    }

    /// <param name="Place">Bars held that are in the state.</param>
    /// <param name="After">The open time of the last bar in the state.</param>
    private sealed record Snapshot(int Place, long After, byte[] State);
}
