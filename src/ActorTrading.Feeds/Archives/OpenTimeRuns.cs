using ActorTrading.Market;

namespace ActorTrading.Feeds.Archives;

/// <summary>
/// The open times of a file as runs of rows that follow each other without a gap: a clean file is one run however long it is.
/// From the runs come the gaps and the repeated times, whatever the order of the rows.
/// </summary>
internal sealed class OpenTimeRuns(Timeframe timeframe)
{
    private readonly long _step = timeframe.Length;
    private readonly List<Run> _runs = [];
    private Run _last = new(0, long.MinValue, -1);

    public void Add(long row, long time)
    {
        if (_last.LastRow(_step) + 1 == row && _last.Last != long.MinValue && time - _last.Last == _step)
        {
            _last = _last with { Last = time };
            return;
        }

        if (_last.Last != long.MinValue)
        {
            _runs.Add(_last);
        }

        _last = new Run(time, time, row);
    }

    /// <summary>To be called once, after the last row.</summary>
    /// <param name="onGap">The open time before the gap, that behind it, and the row of the latter.</param>
    /// <param name="onDuplicate">A row and its open time, which another row has too.</param>
    public void Complete(Action<long, long, long> onGap, Action<long, long> onDuplicate)
    {
        if (_last.Last == long.MinValue)
        {
            return;
        }

        _runs.Add(_last);
        _runs.Sort(static (a, b) => a.First != b.First ? a.First.CompareTo(b.First) : a.Row.CompareTo(b.Row));
        var reach = _runs[0].First;
        var reached = new Dictionary<long, Run>(); // by distance from the grid: of runs that start no later, the one that goes furthest
        foreach (var run in _runs)
        {
            if (run.First - reach > _step)
            {
                onGap(reach, run.First, run.Row);
            }

            reach = Math.Max(reach, run.Last);
            var phase = run.First % _step;
            if (!reached.TryGetValue(phase, out var before))
            {
                reached[phase] = run;
                continue;
            }

            for (var time = run.First; time <= Math.Min(run.Last, before.Last); time += _step)
            {
                onDuplicate(Math.Max(run.RowOf(time, _step), before.RowOf(time, _step)), time);
            }

            if (run.Last > before.Last)
            {
                reached[phase] = run;
            }
        }
    }

    private readonly record struct Run(long First, long Last, long Row)
    {
        public long LastRow(long step) => Last == long.MinValue ? -1 : RowOf(Last, step);

        public long RowOf(long time, long step) => Row + ((time - First) / step);
    }
}
