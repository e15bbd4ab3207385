namespace ActorTrading.Learning.Drift;

/// <summary>
/// The exponential histogram of <see cref="Adwin"/>: row r holds up to a given number of buckets that stand for 2^r values each
/// by their mean and their sum of squared deviations. Oldest values are in the last row; within a row the oldest bucket is first.
/// </summary>
internal sealed class AdwinBuckets(int perRow)
{
    /// <summary>Rows that a lifetime of values can fill.</summary>
    private const int MaxRows = 50;

    // One slot more than a row may keep: the one that makes it overflow.
    private readonly int _stride = perRow + 1;
    private int[] _counts = new int[2];
    private (double Mean, double Squares)[] _buckets = new (double, double)[2 * (perRow + 1)];

    /// <summary>Rows in use; 0 when empty.</summary>
    public int Rows { get; private set; }

    /// <summary>Buckets in a row.</summary>
    public int CountIn(int row) => _counts[row];

    /// <summary>Bucket <paramref name="index"/> of a row; 0 is its oldest.</summary>
    public (double Mean, double Squares) this[int row, int index] => _buckets[(row * _stride) + index];

    public void Clear()
    {
        _counts.AsSpan().Clear();
        Rows = 0;
    }

    /// <summary>Adds the newest value; where a row overflows, its two oldest buckets become one of the next row. Amortised O(1).</summary>
    public void Add(double value)
    {
        Append(0, (value, 0));
        for (var row = 0; _counts[row] > perRow; row++)
        {
            var at = row * _stride;
            var size = Math.ScaleB(1, row);
            var merged = Merge(_buckets[at], size, _buckets[at + 1], size);
            DropOldest(row, 2);
            Append(row + 1, merged);
        }
    }

    /// <summary>Removes the oldest bucket of all; there must be one.</summary>
    /// <returns>How many values it stood for.</returns>
    public long DropOldest()
    {
        var row = Rows - 1;
        DropOldest(row, 1);
        while (Rows > 0 && _counts[Rows - 1] == 0)
        {
            Rows--;
        }

        return 1L << row;
    }

    /// <summary>Mean and summed squared deviations of all values, merged from the oldest on. O(log values).</summary>
    public (double Mean, double Squares) Total()
    {
        (double Mean, double Squares) all = default;
        var count = 0.0;
        for (var row = Rows - 1; row >= 0; row--)
        {
            var size = Math.ScaleB(1, row);
            for (var i = 0; i < _counts[row]; i++)
            {
                all = Merge(all, count, this[row, i], size);
                count += size;
            }
        }

        return all;
    }

    public void Save(BinaryWriter writer)
    {
        writer.Write(Rows);
        for (var row = 0; row < Rows; row++)
        {
            writer.Write(_counts[row]);
            for (var i = 0; i < _counts[row]; i++)
            {
                writer.Write(this[row, i].Mean);
                writer.Write(this[row, i].Squares);
            }
        }
    }

    /// <returns>How many values the buckets stand for.</returns>
    public long Load(BinaryReader reader)
    {
        Clear();
        var rows = reader.ReadCount(MaxRows, "bucket rows");
        var count = 0L;
        for (var row = 0; row < rows; row++)
        {
            // The last row in use is never empty: DropOldest counts on it.
            var buckets = reader.ReadInRange(row == rows - 1 ? 1 : 0, perRow, "number of buckets in a row");
            for (var i = 0; i < buckets; i++)
            {
                var mean = reader.ReadInRange(-DriftValue.Limit, DriftValue.Limit, "bucket mean");
                Append(row, (mean, reader.ReadInRange(0, DriftValue.SpreadLimit, "bucket spread")));
            }

            count += (long)buckets << row;
        }

        return count;
    }

    /// <summary>Chan, Golub, LeVeque 1979: no difference of large sums, so an offset of the values costs no digits.</summary>
    private static (double Mean, double Squares) Merge((double Mean, double Squares) a, double countA, (double Mean, double Squares) b, double countB)
    {
        var count = countA + countB;
        var difference = b.Mean - a.Mean;
        return (a.Mean + (difference * (countB / count)), a.Squares + b.Squares + (difference * difference * (countA * countB / count)));
    }

    private void Append(int row, (double Mean, double Squares) bucket)
    {
        if (row == _counts.Length)
        {
            Array.Resize(ref _counts, row * 2);
            Array.Resize(ref _buckets, row * 2 * _stride);
        }

        _buckets[(row * _stride) + _counts[row]++] = bucket;
        Rows = Math.Max(Rows, row + 1);
    }

    private void DropOldest(int row, int count)
    {
        var at = row * _stride;
        _counts[row] -= count;
        Array.Copy(_buckets, at + count, _buckets, at, _counts[row]);
    }
}
