using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace ActorTrading.Learning.Online;

/// <summary>
/// Mean and variance per column: Welford's recursion (1962) until the window is full, exponentially weighted after that.
/// Four columns at a time in a fixed width, without fused multiply-add, so that any machine gives the same bits.
/// </summary>
internal sealed class RunningStandardizer(int padded, double window, double clip)
{
    /// <summary>Squares of values up to here are numbers: one that is none would silence its column for good.</summary>
    private const double Largest = 1e100;
    private readonly double[] _mean = new double[padded];
    private readonly double[] _variance = new double[padded];
    private readonly double[] _count = new double[padded];

    /// <summary>z = (x - mean) / deviation, cut at ± clip; 0 where x is NaN or the column has not varied yet.</summary>
    public void Transform(ReadOnlySpan<double> x, Span<double> z)
    {
        ref var from = ref MemoryMarshal.GetReference(x);
        ref var to = ref MemoryMarshal.GetReference(z);
        ref var mean = ref MemoryMarshal.GetArrayDataReference(_mean);
        ref var variance = ref MemoryMarshal.GetArrayDataReference(_variance);
        var high = Vector256.Create(clip);
        var low = Vector256.Create(-clip);
        for (nuint i = 0; i < (nuint)padded; i += 4)
        {
            var v = Vector256.LoadUnsafe(ref variance, i);
            var standardised = (Vector256.LoadUnsafe(ref from, i) - Vector256.LoadUnsafe(ref mean, i)) / Vector256.Sqrt(v);
            var known = Vector256.Equals(standardised, standardised) & Vector256.GreaterThan(v, Vector256<double>.Zero);
            var bounded = Vector256.ConditionalSelect(Vector256.GreaterThan(standardised, high), high, standardised);
            bounded = Vector256.ConditionalSelect(Vector256.LessThan(bounded, low), low, bounded);
            (bounded & known).StoreUnsafe(ref to, i);
        }
    }

    /// <summary>Takes one row into the statistics; what is not within ±1e100 leaves its column as it was.</summary>
    public void Update(ReadOnlySpan<double> x)
    {
        ref var from = ref MemoryMarshal.GetReference(x);
        ref var mean = ref MemoryMarshal.GetArrayDataReference(_mean);
        ref var variance = ref MemoryMarshal.GetArrayDataReference(_variance);
        ref var count = ref MemoryMarshal.GetArrayDataReference(_count);
        var one = Vector256<double>.One;
        var limit = Vector256.Create(window);
        var largest = Vector256.Create(Largest);
        for (nuint i = 0; i < (nuint)padded; i += 4)
        {
            var value = Vector256.LoadUnsafe(ref from, i);
            var m = Vector256.LoadUnsafe(ref mean, i);
            var v = Vector256.LoadUnsafe(ref variance, i);
            var n = Vector256.LoadUnsafe(ref count, i);
            var difference = value - m;
            var known = Vector256.LessThanOrEqual(Vector256.Abs(value), largest);
            var more = Vector256.ConditionalSelect(Vector256.LessThan(n, limit), n + one, n);
            var share = one / more;
            var step = share * difference;
            var spread = (one - share) * (v + (step * difference));
            Vector256.ConditionalSelect(known, m + step, m).StoreUnsafe(ref mean, i);
            Vector256.ConditionalSelect(known, spread, v).StoreUnsafe(ref variance, i);
            Vector256.ConditionalSelect(known, more, n).StoreUnsafe(ref count, i);
        }
    }

    /// <summary>The value of a column whose standardised form is <paramref name="z"/>.</summary>
    public double Restore(double z, int column) => _mean[column] + (z * DeviationOf(column));

    /// <summary>Standard deviation; 0 while the column has not varied.</summary>
    public double DeviationOf(int column) => Math.Sqrt(_variance[column]);

    public void Save(BinaryWriter writer)
    {
        BinaryState.Write(writer, _mean);
        BinaryState.Write(writer, _variance);
        BinaryState.Write(writer, _count);
    }

    public void Load(BinaryReader reader)
    {
        reader.ReadInto(_mean, -2 * Largest, 2 * Largest, "column means");
        reader.ReadInto(_variance, 0, 10 * Largest * Largest, "column variances");
        reader.ReadInto(_count, 0, int.MaxValue, "column counts");
    }
}
