using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace ActorTrading.Learning.Sequences.Arithmetic;

/// <summary>
/// The one product that all layers are made of: C[i, :] += sum over j of A(i, j) B[j, :]. A is read through two strides, so that a
/// transposed A costs nothing. Every element adds its products in the order of j by fused multiply-add, however the work is cut
/// into tiles: the result does not depend on the shape of a call.
/// </summary>
internal static class MatrixProduct
{
    private const int Lanes = VectorMath.Lanes;

    /// <param name="c">Result, rows of <paramref name="cRow"/> floats of which the first <paramref name="columns"/> are added to.</param>
    /// <param name="aRow">Floats from A(i, j) to A(i + 1, j).</param>
    /// <param name="aColumn">Floats from A(i, j) to A(i, j + 1).</param>
    /// <param name="columns">A multiple of 16.</param>
    /// <exception cref="ArgumentException">A span is too short for the shape.</exception>
    public static void Add(
        Span<float> c, int cRow, ReadOnlySpan<float> a, int aRow, int aColumn, ReadOnlySpan<float> b, int bRow, int rows, int inner, int columns)
    {
        if (rows == 0 || inner == 0 || columns == 0)
        {
            return;
        }

        MustHold(c.Length, ((rows - 1) * cRow) + columns, nameof(c));
        MustHold(a.Length, ((rows - 1) * aRow) + ((inner - 1) * aColumn) + 1, nameof(a));
        MustHold(b.Length, ((inner - 1) * bRow) + columns, nameof(b));
        ref var c0 = ref MemoryMarshal.GetReference(c);
        ref var a0 = ref MemoryMarshal.GetReference(a);
        ref var b0 = ref MemoryMarshal.GetReference(b);
        var i = 0;
        for (; i + 4 <= rows; i += 4)
        {
            ref var ci = ref Unsafe.Add(ref c0, i * cRow);
            ref var ai = ref Unsafe.Add(ref a0, i * aRow);
            var o = 0;
            for (; o + (4 * Lanes) <= columns; o += 4 * Lanes)
            {
                FourByFour(ref Unsafe.Add(ref ci, o), cRow, ref ai, aRow, aColumn, ref Unsafe.Add(ref b0, o), bRow, inner);
            }

            for (; o < columns; o += Lanes)
            {
                FourByOne(ref Unsafe.Add(ref ci, o), cRow, ref ai, aRow, aColumn, ref Unsafe.Add(ref b0, o), bRow, inner);
            }
        }

        for (; i < rows; i++)
        {
            ref var ci = ref Unsafe.Add(ref c0, i * cRow);
            ref var ai = ref Unsafe.Add(ref a0, i * aRow);
            var o = 0;
            for (; o + (8 * Lanes) <= columns; o += 8 * Lanes)
            {
                OneByEight(ref Unsafe.Add(ref ci, o), ref ai, aColumn, ref Unsafe.Add(ref b0, o), bRow, inner);
            }

            for (; o + (2 * Lanes) <= columns; o += 2 * Lanes)
            {
                OneByTwo(ref Unsafe.Add(ref ci, o), ref ai, aColumn, ref Unsafe.Add(ref b0, o), bRow, inner);
            }

            for (; o < columns; o += Lanes)
            {
                OneByOne(ref Unsafe.Add(ref ci, o), ref ai, aColumn, ref Unsafe.Add(ref b0, o), bRow, inner);
            }
        }
    }

    /// <summary>C[:] += sum over the rows of A, for the gradient of an offset.</summary>
    public static void AddRows(Span<float> c, ReadOnlySpan<float> a, int aRow, int rows)
    {
        for (var i = 0; i < rows; i++)
        {
            AddTo(c, a.Slice(i * aRow, c.Length));
        }
    }

    /// <summary>C += A, element by element; whole vectors.</summary>
    public static void AddTo(Span<float> c, ReadOnlySpan<float> a)
    {
        MustHold(a.Length, c.Length, nameof(a));
        ref var c0 = ref MemoryMarshal.GetReference(c);
        ref var a0 = ref MemoryMarshal.GetReference(a);
        for (nuint i = 0; i < (nuint)c.Length; i += Lanes)
        {
            (Vector512.LoadUnsafe(ref c0, i) + Vector512.LoadUnsafe(ref a0, i)).StoreUnsafe(ref c0, i);
        }
    }

    /// <summary>Every row of C becomes <paramref name="row"/>.</summary>
    public static void Fill(Span<float> c, ReadOnlySpan<float> row, int rows)
    {
        for (var i = 0; i < rows; i++)
        {
            row.CopyTo(c[(i * row.Length)..]);
        }
    }

    private static void MustHold(int length, int needed, string name)
    {
        if (length < needed)
        {
            throw new ArgumentException($"{name} has {length} values; {needed} are needed.", name);
        }
    }

    private static void FourByFour(ref float c, nint cRow, ref float a, nint aRow, nint aColumn, ref float b, nint bRow, int inner)
    {
        ref var d = ref Unsafe.Add(ref c, cRow);
        ref var e = ref Unsafe.Add(ref d, cRow);
        ref var f = ref Unsafe.Add(ref e, cRow);
        var (c0, c1, c2, c3) = Load(ref c);
        var (d0, d1, d2, d3) = Load(ref d);
        var (e0, e1, e2, e3) = Load(ref e);
        var (f0, f1, f2, f3) = Load(ref f);
        for (var j = inner; j > 0; j--)
        {
            var (b0, b1, b2, b3) = Load(ref b);
            var x = Vector512.Create(a);
            c0 = Vector512.FusedMultiplyAdd(x, b0, c0);
            c1 = Vector512.FusedMultiplyAdd(x, b1, c1);
            c2 = Vector512.FusedMultiplyAdd(x, b2, c2);
            c3 = Vector512.FusedMultiplyAdd(x, b3, c3);
            x = Vector512.Create(Unsafe.Add(ref a, aRow));
            d0 = Vector512.FusedMultiplyAdd(x, b0, d0);
            d1 = Vector512.FusedMultiplyAdd(x, b1, d1);
            d2 = Vector512.FusedMultiplyAdd(x, b2, d2);
            d3 = Vector512.FusedMultiplyAdd(x, b3, d3);
            x = Vector512.Create(Unsafe.Add(ref a, 2 * aRow));
            e0 = Vector512.FusedMultiplyAdd(x, b0, e0);
            e1 = Vector512.FusedMultiplyAdd(x, b1, e1);
            e2 = Vector512.FusedMultiplyAdd(x, b2, e2);
            e3 = Vector512.FusedMultiplyAdd(x, b3, e3);
            x = Vector512.Create(Unsafe.Add(ref a, 3 * aRow));
            f0 = Vector512.FusedMultiplyAdd(x, b0, f0);
            f1 = Vector512.FusedMultiplyAdd(x, b1, f1);
            f2 = Vector512.FusedMultiplyAdd(x, b2, f2);
            f3 = Vector512.FusedMultiplyAdd(x, b3, f3);
            a = ref Unsafe.Add(ref a, aColumn);
            b = ref Unsafe.Add(ref b, bRow);
        }

        Store(ref c, c0, c1, c2, c3);
        Store(ref d, d0, d1, d2, d3);
        Store(ref e, e0, e1, e2, e3);
        Store(ref f, f0, f1, f2, f3);
    }

    private static void FourByOne(ref float c, nint cRow, ref float a, nint aRow, nint aColumn, ref float b, nint bRow, int inner)
    {
        var c0 = Vector512.LoadUnsafe(ref c);
        var d0 = Vector512.LoadUnsafe(ref Unsafe.Add(ref c, cRow));
        var e0 = Vector512.LoadUnsafe(ref Unsafe.Add(ref c, 2 * cRow));
        var f0 = Vector512.LoadUnsafe(ref Unsafe.Add(ref c, 3 * cRow));
        for (var j = inner; j > 0; j--)
        {
            var b0 = Vector512.LoadUnsafe(ref b);
            c0 = Vector512.FusedMultiplyAdd(Vector512.Create(a), b0, c0);
            d0 = Vector512.FusedMultiplyAdd(Vector512.Create(Unsafe.Add(ref a, aRow)), b0, d0);
            e0 = Vector512.FusedMultiplyAdd(Vector512.Create(Unsafe.Add(ref a, 2 * aRow)), b0, e0);
            f0 = Vector512.FusedMultiplyAdd(Vector512.Create(Unsafe.Add(ref a, 3 * aRow)), b0, f0);
            a = ref Unsafe.Add(ref a, aColumn);
            b = ref Unsafe.Add(ref b, bRow);
        }

        c0.StoreUnsafe(ref c);
        d0.StoreUnsafe(ref Unsafe.Add(ref c, cRow));
        e0.StoreUnsafe(ref Unsafe.Add(ref c, 2 * cRow));
        f0.StoreUnsafe(ref Unsafe.Add(ref c, 3 * cRow));
    }

    private static void OneByEight(ref float c, ref float a, nint aColumn, ref float b, nint bRow, int inner)
    {
        var (c0, c1, c2, c3) = Load(ref c);
        var (c4, c5, c6, c7) = Load(ref Unsafe.Add(ref c, 4 * Lanes));
        for (var j = inner; j > 0; j--)
        {
            var x = Vector512.Create(a);
            var (b0, b1, b2, b3) = Load(ref b);
            var (b4, b5, b6, b7) = Load(ref Unsafe.Add(ref b, 4 * Lanes));
            c0 = Vector512.FusedMultiplyAdd(x, b0, c0);
            c1 = Vector512.FusedMultiplyAdd(x, b1, c1);
            c2 = Vector512.FusedMultiplyAdd(x, b2, c2);
            c3 = Vector512.FusedMultiplyAdd(x, b3, c3);
            c4 = Vector512.FusedMultiplyAdd(x, b4, c4);
            c5 = Vector512.FusedMultiplyAdd(x, b5, c5);
            c6 = Vector512.FusedMultiplyAdd(x, b6, c6);
            c7 = Vector512.FusedMultiplyAdd(x, b7, c7);
            a = ref Unsafe.Add(ref a, aColumn);
            b = ref Unsafe.Add(ref b, bRow);
        }

        Store(ref c, c0, c1, c2, c3);
        Store(ref Unsafe.Add(ref c, 4 * Lanes), c4, c5, c6, c7);
    }

    private static void OneByTwo(ref float c, ref float a, nint aColumn, ref float b, nint bRow, int inner)
    {
        var c0 = Vector512.LoadUnsafe(ref c);
        var c1 = Vector512.LoadUnsafe(ref c, Lanes);
        for (var j = inner; j > 0; j--)
        {
            var x = Vector512.Create(a);
            c0 = Vector512.FusedMultiplyAdd(x, Vector512.LoadUnsafe(ref b), c0);
            c1 = Vector512.FusedMultiplyAdd(x, Vector512.LoadUnsafe(ref b, Lanes), c1);
            a = ref Unsafe.Add(ref a, aColumn);
            b = ref Unsafe.Add(ref b, bRow);
        }

        c0.StoreUnsafe(ref c);
        c1.StoreUnsafe(ref c, Lanes);
    }

    private static void OneByOne(ref float c, ref float a, nint aColumn, ref float b, nint bRow, int inner)
    {
        var c0 = Vector512.LoadUnsafe(ref c);
        for (var j = inner; j > 0; j--)
        {
            c0 = Vector512.FusedMultiplyAdd(Vector512.Create(a), Vector512.LoadUnsafe(ref b), c0);
            a = ref Unsafe.Add(ref a, aColumn);
            b = ref Unsafe.Add(ref b, bRow);
        }

        c0.StoreUnsafe(ref c);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (Vector512<float> V0, Vector512<float> V1, Vector512<float> V2, Vector512<float> V3) Load(ref float at) =>
        (Vector512.LoadUnsafe(ref at), Vector512.LoadUnsafe(ref at, Lanes), Vector512.LoadUnsafe(ref at, 2 * Lanes), Vector512.LoadUnsafe(ref at, 3 * Lanes));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store(ref float at, Vector512<float> v0, Vector512<float> v1, Vector512<float> v2, Vector512<float> v3)
    {
        v0.StoreUnsafe(ref at);
        v1.StoreUnsafe(ref at, Lanes);
        v2.StoreUnsafe(ref at, 2 * Lanes);
        v3.StoreUnsafe(ref at, 3 * Lanes);
    }
}
