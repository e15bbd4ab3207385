using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace ActorTrading.Learning.Online;

/// <summary>Sums over spans whose length is a multiple of four, in four lanes and without fused multiply-add, so that any machine gives the same bits.</summary>
internal static class LinearKernel
{
    /// <summary>The next multiple of four.</summary>
    public static int Padded(int count) => (count + 3) / 4 * 4;

    public static double Dot(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        ref var left = ref MemoryMarshal.GetReference(a);
        ref var right = ref MemoryMarshal.GetReference(b);
        var count = (nuint)Math.Min(a.Length, b.Length);
        var sum = Vector256<double>.Zero;
        for (nuint i = 0; i < count; i += 4)
        {
            sum += Vector256.LoadUnsafe(ref left, i) * Vector256.LoadUnsafe(ref right, i);
        }

        // Lanes are added in a fixed order: the library's own sum may choose another one on another machine.
        return (sum.GetElement(0) + sum.GetElement(1)) + (sum.GetElement(2) + sum.GetElement(3));
    }

    /// <summary>target += factor · x.</summary>
    public static void Add(Span<double> target, double factor, ReadOnlySpan<double> x)
    {
        ref var to = ref MemoryMarshal.GetReference(target);
        ref var from = ref MemoryMarshal.GetReference(x);
        var count = (nuint)Math.Min(target.Length, x.Length);
        var scale = Vector256.Create(factor);
        for (nuint i = 0; i < count; i += 4)
        {
            (Vector256.LoadUnsafe(ref to, i) + (scale * Vector256.LoadUnsafe(ref from, i))).StoreUnsafe(ref to, i);
        }
    }

    /// <summary>a += p · b and b += v · (a as it was).</summary>
    public static void Exchange(Span<double> a, Span<double> b, double p, double v)
    {
        ref var left = ref MemoryMarshal.GetReference(a);
        ref var right = ref MemoryMarshal.GetReference(b);
        var (toLeft, toRight) = (Vector256.Create(p), Vector256.Create(v));
        var count = (nuint)Math.Min(a.Length, b.Length);
        for (nuint i = 0; i < count; i += 4)
        {
            var (old, other) = (Vector256.LoadUnsafe(ref left, i), Vector256.LoadUnsafe(ref right, i));
            (old + (toLeft * other)).StoreUnsafe(ref left, i);
            (other + (toRight * old)).StoreUnsafe(ref right, i);
        }
    }
}
