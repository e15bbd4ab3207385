using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace ActorTrading.Learning.Trees;

/// <summary>
/// Ascending cut points per feature. A value's code is the number of cuts at or below it, so "code ≤ b" is "value &lt; cuts[b]".
/// NaN has the code <see cref="Missing"/>.
/// </summary>
internal sealed class FeatureBins
{
    public const byte Missing = 255;
    private const int Stride = 256 + 16;
    private const int Block = 16;

    // Per feature: the last cut of each of 16 blocks, then the blocks of 16 cuts each, filled up with +infinity.
    private readonly double[] _table;

    public FeatureBins(double[][] cuts)
    {
        Cuts = cuts;
        _table = new double[cuts.Length * Stride];
        _table.AsSpan().Fill(double.PositiveInfinity);
        for (var f = 0; f < cuts.Length; f++)
        {
            var table = _table.AsSpan(f * Stride, Stride);
            cuts[f].CopyTo(table[Block..]);
            for (var b = 0; b < Block; b++)
            {
                table[b] = table[(Block * (b + 2)) - 1];
            }
        }
    }

    public double[][] Cuts { get; }

    public int FeatureCount => Cuts.Length;

    /// <summary>Cuts at the quantiles of each column; every distinct value gets its own bin when there are few.</summary>
    public static FeatureBins FromQuantiles(Matrix x, int maxBins, int threads)
    {
        var cuts = new double[x.Columns][];
        Work.For(x.Columns, threads, f => cuts[f] = QuantileCuts(x, f, maxBins));
        return new FeatureBins(cuts);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public byte Code(int feature, double value)
    {
        ref var table = ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_table), feature * Stride);
        var block = Math.Min(CountUpTo(ref table, value), Block - 1);
        var code = (Block * block) + CountUpTo(ref Unsafe.Add(ref table, Block * (block + 1)), value);

        // +infinity passes the padding too; it belongs in the last real bin.
        return double.IsNaN(value) ? Missing : (byte)Math.Min(code, Missing - 1);
    }

    /// <summary>How many of 16 numbers are at or below the value.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int CountUpTo(ref double numbers, double value)
    {
        var values = Vector512.Create(value);
        var low = Vector512.LessThanOrEqual(Vector512.LoadUnsafe(ref numbers), values).ExtractMostSignificantBits();
        var high = Vector512.LessThanOrEqual(Vector512.LoadUnsafe(ref numbers, 8), values).ExtractMostSignificantBits();
        return BitOperations.PopCount((uint)(low | (high << 8)));
    }

    private static double[] QuantileCuts(Matrix x, int feature, int maxBins)
    {
        var values = new double[x.Rows];
        var count = 0;
        for (var i = 0; i < x.Rows; i++)
        {
            var value = x.Values[(i * x.Columns) + feature];
            if (!double.IsNaN(value))
            {
                values[count++] = value;
            }
        }

        Array.Sort(values, 0, count);
        var cuts = new List<double>(maxBins);
        var distinct = 0;
        for (var i = 0; i < count && distinct <= maxBins; i++)
        {
            distinct += i == 0 || values[i] > values[i - 1] ? 1 : 0;
        }

        var next = 1;
        for (var i = 1; i < count && cuts.Count < maxBins - 1; i++)
        {
            if (values[i] > values[i - 1] && (distinct <= maxBins || (long)i * maxBins >= (long)next * count))
            {
                cuts.Add(Between(values[i - 1], values[i]));
                next = (int)((long)i * maxBins / count) + 1;
            }
        }

        return [.. cuts];
    }

    /// <summary>A value over <paramref name="low"/> and at most <paramref name="high"/>.</summary>
    private static double Between(double low, double high)
    {
        var middle = (low / 2) + (high / 2);
        return middle > low && middle <= high ? middle : high;
    }
}
