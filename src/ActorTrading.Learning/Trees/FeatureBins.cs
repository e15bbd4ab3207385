using System.Runtime.CompilerServices;

namespace ActorTrading.Learning.Trees;

/// <summary>
/// Ascending cut points per feature. A value's code is the number of cuts at or below it, so "code ≤ b" is "value &lt; cuts[b]".
/// NaN has the code <see cref="Missing"/>.
/// </summary>
internal sealed class FeatureBins
{
    public const byte Missing = 255;
    private const int Stride = 256;
    private readonly double[] _padded;

    public FeatureBins(double[][] cuts)
    {
        Cuts = cuts;
        // Padding with +infinity makes the search eight equal steps without a branch.
        _padded = new double[cuts.Length * Stride];
        _padded.AsSpan().Fill(double.PositiveInfinity);
        for (var f = 0; f < cuts.Length; f++)
        {
            cuts[f].CopyTo(_padded, f * Stride);
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
        ref var cut = ref Unsafe.Add(ref System.Runtime.InteropServices.MemoryMarshal.GetArrayDataReference(_padded), feature * Stride);
        nint at = 0;
        at += (Unsafe.Add(ref cut, at + 127) <= value ? 1 : 0) << 7;
        at += (Unsafe.Add(ref cut, at + 63) <= value ? 1 : 0) << 6;
        at += (Unsafe.Add(ref cut, at + 31) <= value ? 1 : 0) << 5;
        at += (Unsafe.Add(ref cut, at + 15) <= value ? 1 : 0) << 4;
        at += (Unsafe.Add(ref cut, at + 7) <= value ? 1 : 0) << 3;
        at += (Unsafe.Add(ref cut, at + 3) <= value ? 1 : 0) << 2;
        at += (Unsafe.Add(ref cut, at + 1) <= value ? 1 : 0) << 1;
        at += Unsafe.Add(ref cut, at) <= value ? 1 : 0;

        // +infinity passes the padding too; it belongs in the last real bin.
        return double.IsNaN(value) ? Missing : (byte)Math.Min((int)at, 254);
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
