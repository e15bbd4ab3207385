using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace ActorTrading.Learning.Linear;

/// <summary>Rows of a multiple of four columns, filled up with zeros, so that sums over them run on four lanes on every machine.</summary>
internal sealed class PaddedRows(int rows, int columns)
{
    public double[] Values { get; } = new double[(long)rows * Stride(columns)];

    public int Rows => rows;

    public int Width { get; } = Stride(columns);

    public ReadOnlySpan<double> Row(int row) => Values.AsSpan(row * Width, Width);

    public static int Stride(int columns) => (columns + 3) / 4 * 4;

    /// <summary>Scalar product of two padded rows.</summary>
    public static double Dot(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        ref var left = ref MemoryMarshal.GetReference(a);
        ref var right = ref MemoryMarshal.GetReference(b[..a.Length]);
        var sum = Vector256<double>.Zero;
        for (nuint i = 0; i < (nuint)a.Length; i += 4)
        {
            sum += Vector256.LoadUnsafe(ref left, i) * Vector256.LoadUnsafe(ref right, i);
        }

        return sum[0] + sum[1] + (sum[2] + sum[3]);
    }

    /// <summary>to += factor · row; both padded.</summary>
    public static void Add(ReadOnlySpan<double> row, double factor, Span<double> to)
    {
        ref var from = ref MemoryMarshal.GetReference(row);
        ref var into = ref MemoryMarshal.GetReference(to[..row.Length]);
        var factors = Vector256.Create(factor);
        for (nuint i = 0; i < (nuint)row.Length; i += 4)
        {
            (Vector256.LoadUnsafe(ref into, i) + (factors * Vector256.LoadUnsafe(ref from, i))).StoreUnsafe(ref into, i);
        }
    }
}
