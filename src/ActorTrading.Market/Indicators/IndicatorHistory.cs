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
    private readonly BarTimeline _timeline;

    /// <param name="depth">The newest bars that can be changed; from 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">A default timeframe, or a depth below 1.</exception>
    public IndicatorHistory(Timeframe timeframe, int depth)
    {
        _set = new IndicatorSet(timeframe);
        _timeline = new BarTimeline(depth, _set.Save, _set.Load, (in Bar bar, Span<double> row) => _set.Add(bar, row));
    }

    public int Depth => _timeline.Depth;

    /// <summary>Length of a row.</summary>
    public int Count => _set.Count;

    /// <summary>Bars so far, removed ones not counted.</summary>
    public int Seen => _set.Seen;

    /// <summary>The earliest open time at which a bar can still be changed.</summary>
    public long ChangeableFrom => _timeline.ChangeableFrom;

    /// <summary>Takes a bar in: at the end, between others, or instead of the one with its open time.</summary>
    /// <param name="row">Receives the row of the last bar.</param>
    /// <returns>Whether it was taken: not if it belongs before <see cref="ChangeableFrom"/>.</returns>
    /// <exception cref="ArgumentException">The row is too short or a price is not above 0; nothing has changed then.</exception>
    public bool Put(in Bar bar, Span<double> row)
    {
        BarSequence.Require(bar, default, 0);
        return _timeline.Put(bar, RowOf(row));
    }

    /// <summary>Takes the bar with this open time out.</summary>
    /// <param name="row">Receives the row of the last bar, or NaN if none is left to recompute.</param>
    /// <returns>Whether there was such a bar at or after <see cref="ChangeableFrom"/>.</returns>
    /// <exception cref="ArgumentException">The row is too short; nothing has changed then.</exception>
    public bool Remove(long openTime, Span<double> row) => _timeline.Remove(openTime, RowOf(row));

    private Span<double> RowOf(Span<double> row) => row.Length >= Count
        ? row[..Count]
        : throw new ArgumentException($"The row has {row.Length} values; it needs {Count}.", nameof(row));
}
