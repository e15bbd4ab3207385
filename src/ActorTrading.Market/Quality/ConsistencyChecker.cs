namespace ActorTrading.Market.Quality;

/// <summary>
/// Checks a series as a whole in one pass: order, duplicates, gaps, grid, the relation of open, high, low and close, extremes and volume.
/// Call <see cref="Add(in Bar)"/> for each row as it lies in its source, then <see cref="Finish"/>.
/// </summary>
/// <remarks>
/// About 50 ns a row. Memory does not grow with the rows, only with gaps, findings and rows out of order. Gaps are judged by the distance of rows that follow
/// each other, so that a sequence of rows that all begin late by the same time is off the grid but has no gap. Extremes are judged by
/// robust z-score (see <see cref="ConsistencyOptions"/>): moves between rows that follow without a gap, wicks against the spread of returns.
/// </remarks>
public sealed class ConsistencyChecker
{
    private readonly Timeframe _timeframe;
    private readonly long _length;
    private readonly FindingLog _log;
    private readonly ExtremeDetector _extremes;
    private readonly OrderDetector _order;
    private long _nextOnGrid = long.MinValue;

    /// <exception cref="ArgumentException">The timeframe is <c>default</c> or an option out of range.</exception>
    public ConsistencyChecker(Timeframe timeframe, ConsistencyOptions? options = null)
    {
        GateRange.Require(timeframe.Minutes, 1, 1440, nameof(timeframe));
        options = (options ?? new ConsistencyOptions()).Validate();
        _timeframe = timeframe;
        _length = timeframe.Length;
        _log = new FindingLog(options.MaxFindings);
        _extremes = new ExtremeDetector(options, _log, Counts);
        _order = new OrderDetector(timeframe, _log, Counts);
    }

    /// <summary>Of gaps, duplicates and conflicts complete only after <see cref="Finish"/>.</summary>
    public ConsistencyCounts Counts { get; } = new();

    /// <summary>By row after <see cref="Finish"/>; of each rule at most <see cref="ConsistencyOptions.MaxFindings"/>.</summary>
    public IReadOnlyList<Finding> Findings => _log.Findings;

    public void Add(ReadOnlySpan<Bar> bars)
    {
        foreach (ref readonly var bar in bars)
        {
            Add(bar);
        }
    }

    public void Add(in Bar bar) => Add(bar, Counts.Rows);

    /// <param name="row">Its place in the source, where rows between were left out.</param>
    public void Add(in Bar bar, long row)
    {
        Counts.Rows++;
        if (!BarValidity.IsTimely(bar))
        {
            NoteOutOfRange(bar, row);
            return;
        }

        if (bar.OpenTime != _nextOnGrid && _timeframe.OpenOf(bar.OpenTime) != bar.OpenTime)
        {
            Counts.OffGrid++;
            Note(FindingRule.OffGrid, FindingAction.Refetch, row, bar, BarValidity.Why(FindingRule.OffGrid, bar, _timeframe));
        }
        else
        {
            _nextOnGrid = bar.OpenTime + _length;
        }

        if (!BarValidity.InRange(bar))
        {
            NoteOutOfRange(bar, row);
            return;
        }

        var isInOrder = _order.Add(bar, row, out var followsAtOnce);
        if (!BarValidity.Relates(bar))
        {
            Counts.OhlcViolations++;
            NoteUnrelated(bar, row);
        }

        Counts.ZeroVolume += bar.Volume == 0 ? 1 : 0;
        if (isInOrder)
        {
            _extremes.Add(bar, row, followsAtOnce);
        }
    }

    /// <summary>Settles what only the end can tell. Nothing may be added afterwards.</summary>
    /// <param name="wanted">What ought to be there, to find gaps before the first and after the last row; null: nothing is missing there.</param>
    public void Finish(Candles.TimeRange? wanted = null)
    {
        _extremes.Finish();
        _order.Finish(wanted);
        _log.Sort();
    }

    private void NoteOutOfRange(in Bar bar, long row)
    {
        Counts.OutOfRange++;
        if (_log.HasRoom(FindingRule.OutOfRange))
        {
            Note(FindingRule.OutOfRange, FindingAction.Refetch, row, bar, BarValidity.WhyOutOfRange(bar));
        }
    }

    private void NoteUnrelated(in Bar bar, long row)
    {
        if (_log.HasRoom(FindingRule.OhlcRelation))
        {
            var isOpenAlone = BarValidity.OnlyOpenIsOutside(bar);
            _log.Add(new Finding(
                FindingRule.OhlcRelation, isOpenAlone ? FindingSeverity.Warning : FindingSeverity.Error, isOpenAlone ? FindingAction.Keep : FindingAction.Refetch,
                row, bar.OpenTime, 1, BarValidity.WhyUnrelated(bar)));
        }
    }

    private void Note(FindingRule rule, FindingAction action, long row, in Bar bar, FormattableString detail)
    {
        if (_log.HasRoom(rule))
        {
            _log.Add(new Finding(rule, FindingSeverity.Error, action, row, bar.OpenTime, 1, FormattableString.Invariant(detail)));
        }
    }

    private void Note(FindingRule rule, FindingAction action, long row, in Bar bar, string detail) =>
        _log.Add(new Finding(rule, FindingSeverity.Error, action, row, bar.OpenTime, 1, detail));
}
