using System.Buffers;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace ActorTrading.Learning.Trees;

/// <summary>
/// Fitted trees as flat arrays of equal, perfect heaps. A node is one word: slot &lt;&lt; 8 | highest code that goes left.
/// Slot f holds the codes of feature f with missing = 255 (right), slot F + f the same with missing = 0 (left), so that
/// a step down is a compare and an add, without a branch.
/// </summary>
internal sealed class TreeEnsemble
{
    /// <summary>A node that sends every row left: no code is over 255.</summary>
    public const uint NoCut = byte.MaxValue;

    private const int MaxStackSlots = 2048;

    private readonly PackedTrees? _packed;

    public TreeEnsemble(double[][] cuts, double[] baseScores, int depth, uint[] nodes, double[] leaves, int[] covers)
    {
        Bins = new FeatureBins(cuts);
        BaseScores = baseScores;
        Depth = depth;
        Nodes = nodes;
        Leaves = leaves;
        Covers = covers;
        _packed = PackedTrees.TryPack(nodes, depth);
    }

    /// <summary>Codes of values among the cuts that nodes use.</summary>
    public FeatureBins Bins { get; }

    public double[][] Cuts => Bins.Cuts;

    public double[] BaseScores { get; }

    public int Depth { get; }

    /// <summary>[tree][heap index], tree = round · classes + class; index 0 of each is not used.</summary>
    public uint[] Nodes { get; }

    /// <summary>[tree][leaf].</summary>
    public double[] Leaves { get; }

    /// <summary>[tree][leaf] rows of the fit that ended there; empty where the model was saved before they were kept.</summary>
    public int[] Covers { get; }

    public int TreeCount => Leaves.Length >> Depth;

    public static TreeEnsemble From(IReadOnlyList<Tree[]> rounds, FeatureBins bins, double[] baseScores, int depth)
    {
        // Only cuts that some node uses are kept; codes are renumbered to match.
        var used = bins.Cuts.Select(c => new bool[c.Length]).ToArray();
        foreach (var split in rounds.SelectMany(r => r).SelectMany(t => t.Splits).Where(s => s.Feature >= 0))
        {
            used[split.Feature][split.Bin] = true;
        }

        var cuts = bins.Cuts.Select((c, f) => c.Where((_, b) => used[f][b]).ToArray()).ToArray();
        var width = 1 << depth;
        var nodes = new uint[rounds.Count * baseScores.Length * width];
        var leaves = new double[nodes.Length];
        var covers = new int[nodes.Length];
        var at = 0;
        foreach (var tree in rounds.SelectMany(r => r))
        {
            for (var n = 0; n < width; n++)
            {
                var split = tree.Splits[n];
                nodes[at + n] = split.Feature < 0
                    ? NoCut
                    : ((uint)(split.Feature + (split.DefaultLeft ? cuts.Length : 0)) << 8) | (uint)used[split.Feature].Take(split.Bin).Count(u => u);
                leaves[at + n] = tree.Leaves[n];
                covers[at + n] = tree.Covers[n];
            }

            at += width;
        }

        return new TreeEnsemble(cuts, baseScores, depth, nodes, leaves, covers);
    }

    /// <summary>The scores of one row. Wide rows borrow their codes' room from a pool.</summary>
    public void Score(ReadOnlySpan<double> row, Span<double> scores)
    {
        BaseScores.CopyTo(scores);
        var count = 2 * Bins.FeatureCount;
        if (count <= MaxStackSlots)
        {
            Score(row, stackalloc byte[count], scores);
            return;
        }

        var rented = ArrayPool<byte>.Shared.Rent(count);
        Score(row, rented.AsSpan(0, count), scores);
        ArrayPool<byte>.Shared.Return(rented);
    }

    private void Score(ReadOnlySpan<double> row, Span<byte> slots, Span<double> scores)
    {
        Code(row, slots);
        if (_packed is not null)
        {
            _packed.Score(slots, Leaves, scores);
            return;
        }

        Walk(slots, scores);
    }

    /// <summary>The plain way, for any machine, depth and number of columns.</summary>
    private void Walk(ReadOnlySpan<byte> slots, Span<double> scores)
    {
        ref var code = ref MemoryMarshal.GetReference(slots);
        ref var tree = ref MemoryMarshal.GetArrayDataReference(Nodes);
        ref var leaf = ref MemoryMarshal.GetArrayDataReference(Leaves);
        var width = 1 << Depth;
        var trees = TreeCount;
        var depth = Depth;
        var t = 0;
        var k = 0;

        // Four trees side by side: a step down waits for two loads, and one tree alone would leave the core idle.
        nint wide = width;
        for (; t + 4 <= trees; t += 4)
        {
            nint a = 1;
            var b = wide + 1;
            var c = (2 * wide) + 1;
            var e = (3 * wide) + 1;
            for (var d = depth; d > 0; d--)
            {
                var nodeA = Unsafe.Add(ref tree, a);
                var nodeB = Unsafe.Add(ref tree, b);
                var nodeC = Unsafe.Add(ref tree, c);
                var nodeE = Unsafe.Add(ref tree, e);
                a = (2 * a) + Right(nodeA, ref code);
                b = (2 * b) - wide + Right(nodeB, ref code);
                c = (2 * c) - (2 * wide) + Right(nodeC, ref code);
                e = (2 * e) - (3 * wide) + Right(nodeE, ref code);
            }

            k = AddLeaf(scores, k, Unsafe.Add(ref leaf, a - wide));
            k = AddLeaf(scores, k, Unsafe.Add(ref leaf, b - wide));
            k = AddLeaf(scores, k, Unsafe.Add(ref leaf, c - wide));
            k = AddLeaf(scores, k, Unsafe.Add(ref leaf, e - wide));
            tree = ref Unsafe.Add(ref tree, 4 * wide);
            leaf = ref Unsafe.Add(ref leaf, 4 * wide);
        }

        for (; t < trees; t++)
        {
            nint at = 1;
            for (var d = depth; d > 0; d--)
            {
                at = (2 * at) + Right(Unsafe.Add(ref tree, at), ref code);
            }

            k = AddLeaf(scores, k, Unsafe.Add(ref leaf, at - width));
            tree = ref Unsafe.Add(ref tree, width);
            leaf = ref Unsafe.Add(ref leaf, width);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static nint Right(uint node, ref byte codes) => (uint)(byte)node < Unsafe.Add(ref codes, (nint)(node >> 8)) ? 1 : 0;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int AddLeaf(Span<double> scores, int k, double value)
    {
        scores[k] += value;
        return k + 1 == scores.Length ? 0 : k + 1;
    }

    private void Code(ReadOnlySpan<double> row, Span<byte> slots)
    {
        var features = Bins.FeatureCount;
        slots[0] = 0;
        for (var f = 0; f < features; f++)
        {
            if (Cuts[f].Length > 0)
            {
                var code = Bins.Code(f, row[f]);
                slots[f] = code;
                slots[features + f] = code == FeatureBins.Missing ? (byte)0 : code;
            }
        }
    }
}
