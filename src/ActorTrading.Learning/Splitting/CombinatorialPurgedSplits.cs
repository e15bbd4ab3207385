namespace ActorTrading.Learning.Splitting;

/// <summary>
/// Combinatorial purged cross-validation (López de Prado 2018, chapter 12): of N groups in order of time every choice of k is
/// tested once by the rest, which gives C(N, k) splits and k/N · C(N, k) whole histories of out-of-sample forecasts (paths).
/// </summary>
public sealed class CombinatorialPurgedSplits
{
    private const int MostSplits = 100_000;
    private readonly LabelSpans _spans;
    private readonly long _embargo;
    private readonly int[][] _tested;
    private readonly List<int>[] _splitsOfGroup;

    private CombinatorialPurgedSplits(LabelSpans spans, int groups, int[][] tested, long embargo)
    {
        _spans = spans;
        _embargo = embargo;
        _tested = tested;
        var splits = new List<int>[groups];
        for (var group = 0; group < groups; group++)
        {
            splits[group] = new List<int>(tested.Length * tested[0].Length / groups);
        }

        for (var split = 0; split < tested.Length; split++)
        {
            foreach (var group in tested[split])
            {
                splits[group].Add(split);
            }
        }

        _splitsOfGroup = splits;
    }

    /// <summary>C(N, k).</summary>
    public int SplitCount => _tested.Length;

    /// <summary>C(N - 1, k - 1), the times each row is tested.</summary>
    public int PathCount => _splitsOfGroup[0].Count;

    public int GroupCount => _splitsOfGroup.Length;

    /// <param name="starts">Decision time per row, ascending, any unit.</param>
    /// <param name="ends">Time at which the row's label is known, from its start on.</param>
    /// <param name="groups">N, from 2 to the number of rows, at most 1,000.</param>
    /// <param name="testGroups">k, from 1 to N - 1, with at most 100,000 choices.</param>
    /// <param name="embargo">How long after the last label of a tested group no training row may begin, from 0, same unit.</param>
    /// <exception cref="ArgumentException">Times go back, a label ends before it starts, or an argument is out of range.</exception>
    public static CombinatorialPurgedSplits Of(
        ReadOnlySpan<long> starts, ReadOnlySpan<long> ends, int groups, int testGroups, long embargo = 0)
    {
        var spans = new LabelSpans(starts, ends);
        Check.Range(groups, 2, Math.Min(1000, spans.Count), nameof(groups));
        Check.Range(testGroups, 1, groups - 1, nameof(testGroups));
        ArgumentOutOfRangeException.ThrowIfNegative(embargo);
        var choices = 1.0;
        for (var i = 1; i <= testGroups; i++)
        {
            choices *= (groups - testGroups + i) / (double)i;
        }

        Check.Range(choices, 1, MostSplits + 0.5, $"number of choices of {testGroups} groups out of {groups}");
        return new CombinatorialPurgedSplits(spans, groups, Choices(groups, testGroups), embargo);
    }

    /// <summary>The groups that a split tests, ascending. Splits are in lexicographic order of these.</summary>
    public ReadOnlySpan<int> TestedGroups(int split)
    {
        Check.Range(split, 0, SplitCount - 1, nameof(split));
        return _tested[split];
    }

    /// <summary>The rows from the first of a group up to (not with) the end.</summary>
    public (int First, int End) Rows(int group)
    {
        Check.Range(group, 0, GroupCount - 1, nameof(group));
        return (RowGroups.Start(_spans.Count, GroupCount, group), RowGroups.Start(_spans.Count, GroupCount, group + 1));
    }

    /// <summary>Rows of one split. O(rows · k); made anew at each call, for all of them together may not fit in memory.</summary>
    public RowSplit Split(int split)
    {
        Check.Range(split, 0, SplitCount - 1, nameof(split));
        var clear = new bool[_spans.Count];
        Array.Fill(clear, true);
        var test = new List<int>();
        foreach (var group in _tested[split])
        {
            var (first, end) = Rows(group);
            var from = _spans.Start(first);
            var to = _spans.LastEnd(first, end);
            for (var row = 0; row < clear.Length; row++)
            {
                clear[row] &= (row < first || row >= end) && _spans.IsClear(row, from, to, _embargo);
            }

            test.AddRange(Enumerable.Range(first, end - first));
        }

        return new RowSplit([.. Enumerable.Range(0, clear.Length).Where(row => clear[row])], [.. test]);
    }

    /// <summary>
    /// The split whose forecasts a path takes for a group. Over all paths each tested group of each split is used once; a path's
    /// forecasts of all groups, put one after another, are one whole out-of-sample history.
    /// </summary>
    public int SplitOf(int path, int group)
    {
        Check.Range(path, 0, PathCount - 1, nameof(path));
        Check.Range(group, 0, GroupCount - 1, nameof(group));
        return _splitsOfGroup[group][path];
    }

    private static int[][] Choices(int groups, int chosen)
    {
        var all = new List<int[]>();
        var choice = Enumerable.Range(0, chosen).ToArray();
        while (true)
        {
            all.Add([.. choice]);
            var at = chosen - 1;
            while (at >= 0 && choice[at] == groups - chosen + at)
            {
                at--;
            }

            if (at < 0)
            {
                return [.. all];
            }

            choice[at]++;
            for (var i = at + 1; i < chosen; i++)
            {
                choice[i] = choice[i - 1] + 1;
            }
        }
    }
}
