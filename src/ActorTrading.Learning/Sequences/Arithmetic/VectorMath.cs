using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace ActorTrading.Learning.Sequences.Arithmetic;

/// <summary>
/// Exponential, hyperbolic tangent and logistic function on sixteen floats at a time. Only additions, multiplications, fused
/// multiply-adds, divisions and bit shifts in a fixed order, so that every machine gives the same bits.
/// </summary>
/// <remarks>
/// exp(x) = 2^n (1 + q(r)) with x = n ln 2 + r, |r| at most ln 2 / 2, and q the Taylor series of exp(r) - 1 to the seventh power
/// (what is left out is below 6e-9 of the value). tanh goes through exp - 1, so that small arguments lose no digits.
/// Error bounds, tested against double precision: exp 3e-7 of the value, tanh 4e-7 of the value, logistic 3e-7 of the value.
/// </remarks>
internal static class VectorMath
{
    /// <summary>Floats in a vector; every width in this namespace is padded to a multiple of it.</summary>
    public const int Lanes = 16;

    // Adding 1.5 * 2^23 to a small float rounds it to a whole number, which then stands in the lowest bits.
    private const float Rounder = 12582912f;

    // ln 2 in two parts: the first has so few bits that n times it is exact.
    private const float Ln2High = 0.693359375f;
    private const float Ln2Low = -2.12194440e-4f;

    // Beyond these arguments the result is 0, or no float.
    private const float Smallest = -87f;
    private const float Largest = 88f;

    // From here on tanh is 1 to the last bit of a float.
    private const float Saturation = 9.1f;

    /// <summary>A count rounded up to whole vectors.</summary>
    public static int Padded(int count) => (count + Lanes - 1) / Lanes * Lanes;

    /// <summary>exp(x) where x is from -87 to 88; 0 below, exp(88) above.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Exp(Vector512<float> x)
    {
        var tooSmall = Vector512.LessThan(x, Vector512.Create(Smallest));
        var (q, power) = Split(Vector512.Min(Vector512.Max(x, Vector512.Create(Smallest)), Vector512.Create(Largest)));
        return Vector512.AndNot(Vector512.FusedMultiplyAdd(power, q, power), tooSmall.AsSingle());
    }

    /// <summary>1 / (1 + exp(-x)).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Sigmoid(Vector512<float> x) => Vector512<float>.One / (Vector512<float>.One + Exp(-x));

    /// <summary>tanh(x) = e / (e + 2) with e = exp(2|x|) - 1, and the sign of x.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Tanh(Vector512<float> x)
    {
        var sign = x & Vector512.Create(-0f);
        var size = Vector512.Min(Vector512.Abs(x), Vector512.Create(Saturation));
        var (q, power) = Split(size + size);
        var e = Vector512.FusedMultiplyAdd(power, q, power - Vector512<float>.One);
        return (e / (e + Vector512.Create(2f))) | sign;
    }

    /// <summary>The logistic function of whole vectors, in place.</summary>
    public static void Sigmoid(Span<float> values)
    {
        ref var first = ref MemoryMarshal.GetReference(values);
        for (nuint i = 0; i < (nuint)values.Length; i += Lanes)
        {
            Sigmoid(Vector512.LoadUnsafe(ref first, i)).StoreUnsafe(ref first, i);
        }
    }

    /// <summary>The hyperbolic tangent of whole vectors, in place.</summary>
    public static void Tanh(Span<float> values)
    {
        ref var first = ref MemoryMarshal.GetReference(values);
        for (nuint i = 0; i < (nuint)values.Length; i += Lanes)
        {
            Tanh(Vector512.LoadUnsafe(ref first, i)).StoreUnsafe(ref first, i);
        }
    }

    /// <summary>The sum of the lanes, halves folded onto each other: an order of our own, since the library's may differ by machine.</summary>
    public static float Sum(Vector512<float> v)
    {
        var eight = v.GetLower() + v.GetUpper();
        var four = eight.GetLower() + eight.GetUpper();
        return (four.GetElement(0) + four.GetElement(2)) + (four.GetElement(1) + four.GetElement(3));
    }

    /// <summary>exp(x) - 1 of the rest r, and 2^n.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (Vector512<float> Q, Vector512<float> Power) Split(Vector512<float> x)
    {
        var shifted = Vector512.FusedMultiplyAdd(x, Vector512.Create(1.44269504f), Vector512.Create(Rounder));
        var n = shifted - Vector512.Create(Rounder);
        var r = Vector512.FusedMultiplyAdd(n, Vector512.Create(-Ln2High), x);
        r = Vector512.FusedMultiplyAdd(n, Vector512.Create(-Ln2Low), r);
        var q = Vector512.Create(1f / 5040);
        q = Vector512.FusedMultiplyAdd(q, r, Vector512.Create(1f / 720));
        q = Vector512.FusedMultiplyAdd(q, r, Vector512.Create(1f / 120));
        q = Vector512.FusedMultiplyAdd(q, r, Vector512.Create(1f / 24));
        q = Vector512.FusedMultiplyAdd(q, r, Vector512.Create(1f / 6));
        q = Vector512.FusedMultiplyAdd(q, r, Vector512.Create(1f / 2));
        q = Vector512.FusedMultiplyAdd(q * r, r, r);
        var bias = Vector512.Create(BitConverter.SingleToInt32Bits(Rounder) - 127);
        return (q, Vector512.ShiftLeft(shifted.AsInt32() - bias, 23).AsSingle());
    }
}
