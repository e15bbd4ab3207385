using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace ActorTrading.Learning.Trees;

/// <summary>
/// One row against all nodes of a tree at once: codes are permuted to the nodes, compared, and the path is read off the bit mask.
/// Only integers are involved, so the leaves reached are those of the plain walk; only the speed depends on the machine.
/// </summary>
internal sealed class PackedTrees
{
    private const int Lanes = 64;
    private const int MaxDepth = 6;
    private const int MaxSlots = 128;
    private readonly int[] _slots;

    // Per vector: 64 slot numbers, then 64 limits. A vector holds 64 / 2^depth trees.
    private readonly byte[] _nodes;
    private readonly int _depth;

    private PackedTrees(int[] slots, byte[] nodes, int depth)
    {
        _slots = slots;
        _nodes = nodes;
        _depth = depth;
    }

    /// <summary>Null where the machine lacks byte permutation or the trees are too deep or use too many columns.</summary>
    public static PackedTrees? TryPack(uint[] nodes, int depth)
    {
        if (!Avx512Vbmi.IsSupported || depth > MaxDepth || nodes.Length == 0)
        {
            return null;
        }

        int[] slots = [.. nodes.Select(n => (int)(n >> 8)).Distinct().Order()];
        if (slots.Length > MaxSlots)
        {
            return null;
        }

        var packed = new byte[(nodes.Length + Lanes - 1) / Lanes * 2 * Lanes];
        for (var i = 0; i < nodes.Length; i++)
        {
            var at = (i / Lanes * 2 * Lanes) + (i % Lanes);
            packed[at] = (byte)Array.BinarySearch(slots, (int)(nodes[i] >> 8));
            packed[at + Lanes] = (byte)nodes[i];
        }

        return new PackedTrees(slots, packed, depth);
    }

    /// <summary>Adds each tree's leaf to the score of its class, in tree order.</summary>
    public void Score(ReadOnlySpan<byte> codes, double[] leaves, Span<double> scores)
    {
        Span<byte> used = stackalloc byte[MaxSlots];
        for (var s = 0; s < _slots.Length; s++)
        {
            used[s] = codes[_slots[s]];
        }

        var lower = Vector512.LoadUnsafe(ref MemoryMarshal.GetReference(used));
        var upper = Vector512.LoadUnsafe(ref MemoryMarshal.GetReference(used), Lanes);
        ref var node = ref MemoryMarshal.GetArrayDataReference(_nodes);
        ref var leaf = ref MemoryMarshal.GetArrayDataReference(leaves);
        var depth = _depth;
        var width = 1 << depth;
        var vectors = _nodes.Length / (2 * Lanes);
        var left = leaves.Length >> depth;
        var k = 0;
        for (var v = 0; v < vectors; v++)
        {
            var values = Avx512Vbmi.PermuteVar64x8x2(lower, Vector512.LoadUnsafe(ref node), upper);
            var goesRight = Vector512.GreaterThan(values, Vector512.LoadUnsafe(ref node, Lanes)).ExtractMostSignificantBits();
            for (var t = Math.Min(left, Lanes / width); t > 0; t--)
            {
                var at = Step(goesRight, 1);
                if (depth == MaxDepth)
                {
                    // The common deep tree without a loop's overhead.
                    at = Step(goesRight, Step(goesRight, Step(goesRight, Step(goesRight, Step(goesRight, at)))));
                }
                else
                {
                    for (var d = depth; d > 1; d--)
                    {
                        at = Step(goesRight, at);
                    }
                }

                scores[k] += Unsafe.Add(ref leaf, (nint)(at - width));
                k = k + 1 == scores.Length ? 0 : k + 1;
                leaf = ref Unsafe.Add(ref leaf, width);

                // A shift by 64 is a shift by 0, but then the vector is done.
                goesRight >>= width;
            }

            left -= Lanes / width;
            node = ref Unsafe.Add(ref node, 2 * Lanes);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Step(ulong goesRight, int at) => (2 * at) + (int)((goesRight >> at) & 1);
}
