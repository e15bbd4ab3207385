using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace ActorTrading.Learning.Trees;

/// <summary>
/// One row against all nodes of a tree at once: codes are permuted to the nodes and compared, which gives each tree a word of
/// decisions; then eight trees at a time follow their path through the bits of their word. Only integers are involved, so the
/// leaves reached are those of the plain walk; only the speed depends on the machine.
/// </summary>
internal sealed class PackedTrees
{
    private const int Lanes = 64;
    private const int MaxDepth = 6;
    private const int MaxSlots = 128;
    private const int TreesAtATime = 64;
    private readonly int[] _slots;

    // Per vector: 64 slot numbers, then 64 limits. A vector holds 64 / 2^depth trees.
    private readonly AlignedBytes _nodes;
    private readonly int _depth;

    private PackedTrees(int[] slots, AlignedBytes nodes, int depth)
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

        var packed = new AlignedBytes((nodes.Length + Lanes - 1) / Lanes * 2 * Lanes);
        for (var i = 0; i < nodes.Length; i++)
        {
            var at = (i / Lanes * 2 * Lanes) + (i % Lanes);
            packed.Span[at] = (byte)Array.BinarySearch(slots, (int)(nodes[i] >> 8));
            packed.Span[at + Lanes] = (byte)nodes[i];
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
        Span<ulong> paths = stackalloc ulong[TreesAtATime];
        ref var node = ref _nodes.First;
        var trees = leaves.Length >> _depth;
        var bytes = TreesAtATime * 2 << _depth;
        for (var first = 0; first < trees; first += TreesAtATime)
        {
            var count = Math.Min(TreesAtATime, trees - first);
            Decide(ref node, lower, upper, paths, count);
            Follow(paths, count);
            AddLeaves(ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(leaves), first << _depth), paths[..count], first % scores.Length, scores);
            node = ref Unsafe.Add(ref node, bytes);
        }
    }

    /// <summary>Bit n of a tree's word: whether the row goes right at node n.</summary>
    private void Decide(ref byte node, Vector512<byte> lower, Vector512<byte> upper, Span<ulong> words, int count)
    {
        ref var word = ref MemoryMarshal.GetReference(words);
        var trees = Lanes >> _depth;
        for (var t = 0; t < count; t += trees)
        {
            var values = Avx512Vbmi.PermuteVar64x8x2(lower, Vector512.LoadUnsafe(ref node), upper);
            var goesRight = Vector512.GreaterThan(values, Vector512.LoadUnsafe(ref node, Lanes)).ExtractMostSignificantBits();
            node = ref Unsafe.Add(ref node, 2 * Lanes);
            word = goesRight;
            word = ref Unsafe.Add(ref word, 1);
            for (var n = 1; n < trees; n++)
            {
                goesRight >>= Lanes / trees;
                word = goesRight;
                word = ref Unsafe.Add(ref word, 1);
            }
        }
    }

    /// <summary>From each word to the leaf: a step down doubles the node's number and adds its decision.</summary>
    private void Follow(Span<ulong> paths, int count)
    {
        ref var path = ref MemoryMarshal.GetReference(paths);
        var one = Vector512.Create(1UL);
        var width = Vector512.Create(1UL << _depth);
        for (nuint t = 0; t < (nuint)count; t += 8)
        {
            var word = Vector512.LoadUnsafe(ref path, t);
            var at = one;
            for (var d = _depth; d > 0; d--)
            {
                at = (at + at) | (Avx512F.ShiftRightLogicalVariable(word, at) & one);
            }

            (at - width).StoreUnsafe(ref path, t);
        }
    }

    /// <summary>Class by class, so that each sum stays in a register; within a class in tree order.</summary>
    private void AddLeaves(ref double leaves, ReadOnlySpan<ulong> paths, int firstClass, Span<double> scores)
    {
        for (var k = 0; k < scores.Length; k++)
        {
            var sum = scores[k];
            var t = k - firstClass + (k < firstClass ? scores.Length : 0);
            for (; t < paths.Length; t += scores.Length)
            {
                sum += Unsafe.Add(ref leaves, (t << _depth) + (nint)paths[t]);
            }

            scores[k] = sum;
        }
    }
}
