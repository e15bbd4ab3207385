using ActorTrading.Market.Candles;

namespace ActorTrading.Market.Quality;

/// <summary>Order, duplicates and gaps of rows in one pass. Rows that come late may close a gap, so gaps are settled at the end.</summary>
internal sealed class OrderDetector(Timeframe timeframe, FindingLog log, ConsistencyCounts counts)
{
    /// <summary>The newest rows are remembered with their values, so that a repeat of one can be compared.</summary>
    private const int Remembered = 256;

    private readonly Bar[] _recent = new Bar[Remembered];
    private readonly List<Hole> _holes = [];
    private readonly List<LateRow> _late = [];
    private int _known;
    private long _first;
    private long _newest;
    private long _previous;

    /// <returns>Whether the row is newer than all before it.</returns>
    public bool Add(in Bar bar, long row, out bool followsAtOnce)
    {
        var time = bar.OpenTime;
        followsAtOnce = false;
        if (_known == 0)
        {
            _first = time;
        }
        else if (time <= _newest)
        {
            AddLate(bar, row);
            _previous = time;
            return false;
        }
        else if (time - _newest > timeframe.Length)
        {
            _holes.Add(new Hole(_newest + timeframe.Length, time, row));
        }
        else
        {
            followsAtOnce = true;
        }

        _newest = time;
        _previous = time;
        Remember(bar);
        return true;
    }

    public void Finish(TimeRange? wanted)
    {
        _late.Sort((a, b) => (a.Time, a.Row).CompareTo((b.Time, b.Row)));
        var filled = Fill();
        if (wanted is { } range && range.Bars(timeframe) > 0)
        {
            Frame(filled, range);
        }

        foreach (var hole in filled)
        {
            var missing = hole.Missing(timeframe.Length);
            if (missing == 0)
            {
                continue;
            }

            counts.Gaps++;
            counts.Missing += missing;
            Note(FindingRule.Gap, FindingSeverity.Warning, FindingAction.Refetch, hole.Row, hole.From, missing, $"{missing} {(missing == 1 ? "row is" : "rows are")} missing before {new TimeRange(hole.To, hole.To).ToString().Split(' ')[0]}");
        }
    }

    private void AddLate(in Bar bar, long row)
    {
        if (bar.OpenTime < _previous)
        {
            counts.OutOfOrder++;
            Note(FindingRule.OutOfOrder, FindingSeverity.Warning, FindingAction.Keep, row, bar.OpenTime, 1, $"earlier than the row before it by {_previous - bar.OpenTime} µs");
        }

        var last = _recent.AsSpan(0, Math.Min(_known, Remembered));
        foreach (ref readonly var seen in last)
        {
            if (seen.OpenTime == bar.OpenTime)
            {
                NoteDuplicate(bar.OpenTime, row, CandleRule.SameValues(seen, bar));
                return;
            }
        }

        _late.Add(new LateRow(bar.OpenTime, row, HashCode.Combine(bar.Open, bar.High, bar.Low, bar.Close, bar.Volume)));
        Remember(bar);
    }

    private void Remember(in Bar bar) => _recent[_known++ % Remembered] = bar;

    /// <summary>Takes the late rows out of the holes; a late row that is in none is there already.</summary>
    private List<Hole> Fill()
    {
        if (_late.Count == 0)
        {
            return _holes;
        }

        var left = new List<Hole>();
        var holes = new Queue<Hole>(_holes);
        Hole? open = null;
        LateRow? before = null;
        foreach (var late in _late)
        {
            if (before is { } same && same.Time == late.Time)
            {
                NoteDuplicate(late.Time, late.Row, same.Values == late.Values);
                continue;
            }

            before = late;
            if (late.Time < _first)
            {
                // Rows before the first one: the hole behind each reaches to the next of them or to the first row.
                open = open is { } reached ? Close(reached, late, left) : null;
                open = new Hole(late.Time + timeframe.Length, _first, late.Row);
                continue;
            }

            while ((open is null || open.Value.To <= late.Time) && holes.Count > 0)
            {
                Keep(open, left);
                open = holes.Dequeue();
            }

            if (open is { } hole && late.Time >= hole.From && late.Time < hole.To)
            {
                open = Close(hole, late, left);
            }
            else
            {
                NoteDuplicate(late.Time, late.Row, isEqual: null);
            }
        }

        Keep(open, left);
        left.AddRange(holes);
        return left;
    }

    /// <summary>The part of a hole before a row goes to the list; the part behind it is returned.</summary>
    private Hole Close(Hole hole, LateRow row, List<Hole> left)
    {
        Keep(hole with { To = row.Time }, left);
        return hole with { From = row.Time + timeframe.Length };
    }

    private void Keep(Hole? hole, List<Hole> left)
    {
        if (hole is { } some && some.Missing(timeframe.Length) > 0)
        {
            left.Add(some);
        }
    }

    private void Frame(List<Hole> holes, TimeRange wanted)
    {
        var start = timeframe.OpenOf(wanted.From + timeframe.Length - 1);
        var end = start + (wanted.Bars(timeframe) * timeframe.Length);
        if (_known == 0)
        {
            holes.Add(new Hole(start, end, -1));
            return;
        }

        var first = _late.Count > 0 ? Math.Min(_first, _late[0].Time) : _first;
        if (start < first)
        {
            holes.Insert(0, new Hole(start, Math.Min(first, end), 0));
        }

        if (_newest + timeframe.Length < end)
        {
            holes.Add(new Hole(Math.Max(start, _newest + timeframe.Length), end, -1));
        }
    }

    private void NoteDuplicate(long time, long row, bool? isEqual)
    {
        counts.Duplicates++;
        counts.Conflicts += isEqual == false ? 1 : 0;
        var (severity, action, detail) = isEqual switch
        {
            true => (FindingSeverity.Info, FindingAction.Drop, "open time is there already with the same values"),
            false => (FindingSeverity.Error, FindingAction.Refetch, "open time is there already with other values"),
            null => (FindingSeverity.Warning, FindingAction.Drop, "open time is there already, too many rows away to compare the values"),
        };
        Note(FindingRule.Duplicate, severity, action, row, time, 1, $"{detail}");
    }

    private void Note(FindingRule rule, FindingSeverity severity, FindingAction action, long row, long time, long count, FormattableString detail)
    {
        if (log.HasRoom(rule))
        {
            log.Add(new Finding(rule, severity, action, row, time, count, FormattableString.Invariant(detail)));
        }
    }

    /// <param name="From">Where the next row ought to open.</param>
    /// <param name="To">Where the next row opens.</param>
    private readonly record struct Hole(long From, long To, long Row)
    {
        public long Missing(long length) => To <= From ? 0 : (To - From + length - 1) / length;
    }

    private readonly record struct LateRow(long Time, long Row, int Values);
}
