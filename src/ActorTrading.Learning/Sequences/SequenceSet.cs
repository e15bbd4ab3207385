namespace ActorTrading.Learning.Sequences;

/// <summary>Windows over one table of consecutive rows, each with a class. Overlapping windows share their rows.</summary>
public sealed class SequenceSet
{
    internal const int MaxSteps = 1024;

    /// <param name="rows">[rows, features] in time order; what no window reads may be anything. Wrapped, not copied.</param>
    /// <param name="steps">Rows of a window, 1 to 1024.</param>
    /// <param name="ends">Last row of each window: window i is the rows <c>ends[i] - steps + 1</c> to <c>ends[i]</c>.</param>
    /// <param name="labels">The class of each window, from 0.</param>
    /// <exception cref="ArgumentException">No window, a window outside the rows, another number of labels, or a value that is not finite; the message names it.</exception>
    public SequenceSet(Matrix rows, int steps, int[] ends, int[] labels)
    {
        Check.Shape(rows, nameof(rows));
        Check.Range(steps, 1, MaxSteps, nameof(steps));
        ArgumentNullException.ThrowIfNull(ends);
        ArgumentNullException.ThrowIfNull(labels);
        Check.Range(ends.Length, 1, int.MaxValue, "Number of windows");
        Check.Length(labels.Length, ends.Length, nameof(labels));
        MustFit(rows, steps, ends);
        (Rows, Steps, Ends, Labels, Read) = (rows, steps, ends, labels, RowsRead(rows.Rows, steps, ends));
        for (var i = 0; i < rows.Rows; i++)
        {
            var row = rows.Row(i);
            if (Read[i] && !IsFinite(row))
            {
                Check.Finite(row, $"{nameof(rows)}[{i}]");
            }
        }
    }

    public Matrix Rows { get; }

    /// <summary>Rows of each window.</summary>
    public int Steps { get; }

    /// <summary>Last row of each window.</summary>
    public IReadOnlyList<int> Ends { get; }

    /// <summary>Class of each window.</summary>
    public IReadOnlyList<int> Labels { get; }

    /// <summary>Number of windows.</summary>
    public int Count => Ends.Count;

    /// <summary>Rows that some window reads.</summary>
    internal bool[] Read { get; }

    internal static void MustFit(Matrix rows, int steps, int[] ends)
    {
        for (var i = 0; i < ends.Length; i++)
        {
            Check.Range(ends[i], steps - 1, rows.Rows - 1, $"{nameof(ends)}[{i}]");
        }
    }

    private static bool[] RowsRead(int count, int steps, int[] ends)
    {
        var changes = new int[count + 1];
        foreach (var end in ends)
        {
            changes[end - steps + 1]++;
            changes[end + 1]--;
        }

        var read = new bool[count];
        for (int i = 0, open = 0; i < count; i++)
        {
            open += changes[i];
            read[i] = open > 0;
        }

        return read;
    }

    private static bool IsFinite(ReadOnlySpan<double> row)
    {
        foreach (var value in row)
        {
            if (!double.IsFinite(value))
            {
                return false;
            }
        }

        return true;
    }
}
