namespace ActorTrading.Learning.Splitting;

/// <summary>When each row's label begins and is known, checked: from ascending starts to ends that are not before them.</summary>
internal sealed class LabelSpans
{
    private readonly long[] _starts;
    private readonly long[] _ends;

    public LabelSpans(ReadOnlySpan<long> starts, ReadOnlySpan<long> ends)
    {
        Check.Length(ends.Length, starts.Length, nameof(ends));
        for (var i = 0; i < starts.Length; i++)
        {
            if (i > 0 && starts[i] < starts[i - 1])
            {
                throw new ArgumentException($"Row {i} starts at {starts[i]}, earlier than {starts[i - 1]} before it; rows must ascend in time.", nameof(starts));
            }

            if (ends[i] < starts[i])
            {
                throw new ArgumentException($"The label of row {i} ends at {ends[i]}, before its start {starts[i]}.", nameof(ends));
            }
        }

        _starts = starts.ToArray();
        _ends = ends.ToArray();
    }

    public int Count => _starts.Length;

    public long Start(int row) => _starts[row];

    /// <summary>The last moment that a label of the rows from first up to (not with) end looks at.</summary>
    public long LastEnd(int first, int end)
    {
        var last = _ends[first];
        for (var i = first + 1; i < end; i++)
        {
            last = Math.Max(last, _ends[i]);
        }

        return last;
    }

    /// <summary>Whether the row's label is known more than a gap before a moment.</summary>
    public bool EndsBefore(int row, long moment, long gap) => _ends[row] < moment && Distance(_ends[row], moment) > (ulong)gap;

    /// <summary>Whether the row may train when the labels from testStart to testEnd are tested: it does not meet them and does not begin within the embargo after them.</summary>
    public bool IsClear(int row, long testStart, long testEnd, long embargo) =>
        _starts[row] > testEnd ? Distance(testEnd, _starts[row]) > (ulong)embargo : _ends[row] < testStart;

    /// <summary>Right for any two moments, as a difference of long is not.</summary>
    public static ulong Distance(long from, long to) => unchecked((ulong)to - (ulong)from);
}
