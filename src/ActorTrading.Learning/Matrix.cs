namespace ActorTrading.Learning;

/// <summary>A dense row-major table of doubles: one row per sample, one column per feature.</summary>
public sealed class Matrix
{
    /// <summary>A table of zeros.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A count is negative.</exception>
    public Matrix(int rows, int columns)
        : this(new double[checked(NotNegative(rows, nameof(rows)) * NotNegative(columns, nameof(columns)))], rows, columns)
    {
    }

    /// <summary>Wraps (does not copy) <paramref name="values"/>.</summary>
    /// <param name="values">Row-major, length <paramref name="rows"/> × <paramref name="columns"/>.</param>
    /// <exception cref="ArgumentException">The length does not fit the shape.</exception>
    public Matrix(double[] values, int rows, int columns)
    {
        ArgumentNullException.ThrowIfNull(values);
        NotNegative(rows, nameof(rows));
        NotNegative(columns, nameof(columns));
        if (values.Length != (long)rows * columns)
        {
            throw new ArgumentException($"A {rows} x {columns} matrix needs {(long)rows * columns} values, not {values.Length}.", nameof(values));
        }

        Values = values;
        Rows = rows;
        Columns = columns;
    }

    /// <summary>The numbers themselves, row by row.</summary>
    public double[] Values { get; }

    public int Rows { get; }

    public int Columns { get; }

    public double this[int row, int column]
    {
        get => Row(row)[column];
        set => Row(row)[column] = value;
    }

    /// <summary>Row <paramref name="row"/>, writable, without a copy.</summary>
    public Span<double> Row(int row)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)row, (uint)Rows, nameof(row));
        return Values.AsSpan(row * Columns, Columns);
    }

    /// <summary>A copy of <paramref name="count"/> rows from <paramref name="start"/> on.</summary>
    public Matrix CopyRows(int start, int count) => new(Values.AsSpan(start * Columns, count * Columns).ToArray(), count, Columns);

    /// <summary>A copy of the named rows, in the given order.</summary>
    public Matrix CopyRows(ReadOnlySpan<int> rows)
    {
        var copy = new Matrix(rows.Length, Columns);
        for (var i = 0; i < rows.Length; i++)
        {
            Row(rows[i]).CopyTo(copy.Row(i));
        }

        return copy;
    }

    private static int NotNegative(int value, string name)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(value, name);
        return value;
    }
}
