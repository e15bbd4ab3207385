namespace ActorTrading.Learning.Sequences.Training;

/// <summary>Windows over rows that are standardised already.</summary>
internal sealed class PreparedSet
{
    private readonly float[] _rows;
    private readonly SequenceSet _set;

    public PreparedSet(SequenceSet set, SequenceStandardizer standardizer)
    {
        _set = set;
        _rows = new float[set.Rows.Values.Length];
        var columns = set.Rows.Columns;
        for (var i = 0; i < set.Rows.Rows; i++)
        {
            if (set.Read[i])
            {
                standardizer.Transform(set.Rows.Row(i), _rows.AsSpan(i * columns, columns));
            }
        }
    }

    public int Count => _set.Count;

    public int Label(int window) => _set.Labels[window];

    public ReadOnlySpan<float> Window(int window)
    {
        var length = _set.Steps * _set.Rows.Columns;
        return _rows.AsSpan(((_set.Ends[window] + 1) * _set.Rows.Columns) - length, length);
    }
}
