using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace ActorTrading.Learning.Trees;

/// <summary>
/// Fitted trees as flat arrays of equal, perfect heaps. A node is one word: slot &lt;&lt; 8 | highest code that goes left.
/// Slot f holds the codes of feature f with missing = 255 (right), slot F + f the same with missing = 0 (left), so that
/// a step down is a compare and an add, without a branch.
/// </summary>
internal sealed class TreeEnsemble
{
    /// <summary>Rows that are predicted together in a batch: one byte lane each.</summary>
    public const int Lanes = 64;

    /// <summary>A node that sends every row left: no code is over 255.</summary>
    public const uint NoCut = byte.MaxValue;

    private readonly FeatureBins _bins;
    private readonly bool[] _used;
    private readonly PackedTrees? _packed;

    public TreeEnsemble(double[][] cuts, double[] baseScores, int depth, uint[] nodes, double[] leaves, int[] covers)
    {
        _bins = new FeatureBins(cuts);
        _used = [.. cuts.Select(c => c.Length > 0)];
        BaseScores = baseScores;
        Depth = depth;
        Nodes = nodes;
        Leaves = leaves;
        Covers = covers;
        _packed = PackedTrees.TryPack(nodes, depth);
    }

    public double[][] Cuts => _bins.Cuts;

    public double[] BaseScores { get; }

    public int Depth { get; }

    /// <summary>[tree][heap index], tree = round · classes + class; index 0 of each is not used.</summary>
    public uint[] Nodes { get; }

    /// <summary>[tree][leaf].</summary>
    public double[] Leaves { get; }

    /// <summary>[tree][leaf] rows of the fit that ended there; empty where the model was saved before they were kept.</summary>
    public int[] Covers { get; }

    public int TreeCount => Leaves.Length >> Depth;

    /// <summary>Vectors that <see cref="ScoreLanes"/> needs to work in.</summary>
    public int WorkVectors => Depth + (1 << Math.Max(0, Depth - 1));

    /// <summary>Codes one row needs.</summary>
    public int SlotCount => 2 * _bins.FeatureCount;

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

    /// <summary>One tree without its unused places.</summary>
    /// <exception cref="InvalidOperationException">The model carries no covers.</exception>
    public TreeView View(int tree)
    {
        if (Covers.Length == 0)
        {
            throw new InvalidOperationException("The model was saved in a format without the rows of each leaf, so that its trees cannot be explained; fit it again.");
        }

        var first = tree << Depth;
        var inner = 0;
        for (var n = 1; n < 1 << Depth; n++)
        {
            inner += Nodes[first + n] == NoCut ? 0 : 1;
        }

        var size = (2 * inner) + 1;
        var view = new TreeView(new int[size], new double[size], new bool[size], new int[size], new int[size], new double[size], new double[size]);
        var next = 0;
        AddNode(view, first, 1, 0, ref next);
        return view;
    }

    private int AddNode(TreeView view, int first, int heap, int level, ref int next)
    {
        var at = next++;
        var cut = level < Depth ? Nodes[first + heap] : NoCut;
        if (cut == NoCut)
        {
            var leaf = first + (heap << (Depth - level)) - (1 << Depth);
            (view.Feature[at], view.Left[at], view.Right[at]) = (-1, -1, -1);
            (view.Value[at], view.Cover[at]) = (Leaves[leaf], Covers[leaf]);
            return at;
        }

        var slot = (int)(cut >> 8);
        var feature = slot % Cuts.Length;
        (view.Feature[at], view.Threshold[at], view.DefaultLeft[at]) = (feature, Cuts[feature][(byte)cut], slot >= Cuts.Length);
        view.Left[at] = AddNode(view, first, 2 * heap, level + 1, ref next);
        view.Right[at] = AddNode(view, first, (2 * heap) + 1, level + 1, ref next);
        view.Cover[at] = view.Cover[view.Left[at]] + view.Cover[view.Right[at]];
        return at;
    }

    /// <summary>Adds the scores of one row; <paramref name="slots"/> is room for <see cref="SlotCount"/> codes.</summary>
    public void Score(ReadOnlySpan<double> row, Span<byte> slots, Span<double> scores)
    {
        Code(row, slots);
        BaseScores.CopyTo(scores);
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

    /// <summary>
    /// Scores of up to <see cref="Lanes"/> rows: every node is compared for all rows at once and the path is chosen by masks
    /// from the bottom up. Each row's sum runs in the same order as in <see cref="Score"/>, so the bits are the same.
    /// </summary>
    /// <param name="columns">[slot][lane] codes shifted to signed bytes.</param>
    /// <param name="scores">[class][lane].</param>
    /// <param name="work">Room for <see cref="WorkVectors"/>.</param>
    public void ScoreLanes(ReadOnlySpan<Vector512<sbyte>> columns, Span<Vector512<sbyte>> work, Span<double> scores)
    {
        var classes = BaseScores.Length;
        for (var k = 0; k < classes; k++)
        {
            scores.Slice(k * Lanes, Lanes).Fill(BaseScores[k]);
        }

        Span<byte> leafOf = stackalloc byte[Lanes];
        ref var path = ref MemoryMarshal.GetReference(work);
        ref var choice = ref Unsafe.Add(ref path, Depth);
        ref var column = ref Unsafe.As<Vector512<sbyte>, sbyte>(ref MemoryMarshal.GetReference(columns));
        ref var leafAt = ref MemoryMarshal.GetReference(leafOf);
        var width = 1 << Depth;
        var trees = TreeCount;
        for (int t = 0, k = 0; t < trees; t++)
        {
            ref var node = ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(Nodes), t * width);
            var leafIndex = Vector512<sbyte>.Zero;
            for (var d = 0; d < Depth; d++)
            {
                // Compare this level's nodes and halve them by the path so far, pair by pair from the bottom up.
                var pairs = (1 << d) / 2;
                ref var level = ref Unsafe.Add(ref node, 1 << d);
                if (d == 0)
                {
                    choice = Compare(ref column, level);
                }

                for (var n = 0; n < pairs; n++)
                {
                    var right = Compare(ref column, Unsafe.Add(ref level, (2 * n) + 1));
                    var left = Compare(ref column, Unsafe.Add(ref level, 2 * n));
                    Unsafe.Add(ref choice, n) = Vector512.ConditionalSelect(Unsafe.Add(ref path, d - 1), right, left);
                }

                for (var up = d - 2; up >= 0; up--)
                {
                    var goesRight = Unsafe.Add(ref path, up);
                    for (var n = 0; n < 1 << up; n++)
                    {
                        Unsafe.Add(ref choice, n) = Vector512.ConditionalSelect(goesRight, Unsafe.Add(ref choice, (2 * n) + 1), Unsafe.Add(ref choice, 2 * n));
                    }
                }

                Unsafe.Add(ref path, d) = choice;
                leafIndex |= choice & Vector512.Create((sbyte)(1 << (Depth - 1 - d)));
            }

            leafIndex.AsByte().StoreUnsafe(ref leafAt);
            ref var leaf = ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(Leaves), t * width);
            ref var score = ref scores[k * Lanes];
            for (var lane = 0; lane < Lanes; lane += 4)
            {
                Unsafe.Add(ref score, lane) += Unsafe.Add(ref leaf, (nint)Unsafe.Add(ref leafAt, lane));
                Unsafe.Add(ref score, lane + 1) += Unsafe.Add(ref leaf, (nint)Unsafe.Add(ref leafAt, lane + 1));
                Unsafe.Add(ref score, lane + 2) += Unsafe.Add(ref leaf, (nint)Unsafe.Add(ref leafAt, lane + 2));
                Unsafe.Add(ref score, lane + 3) += Unsafe.Add(ref leaf, (nint)Unsafe.Add(ref leafAt, lane + 3));
            }

            k = k + 1 == classes ? 0 : k + 1;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<sbyte> Compare(ref sbyte columns, uint node) =>
        Vector512.GreaterThan(Vector512.LoadUnsafe(ref columns, (node >> 8) * Lanes), Vector512.Create((sbyte)((byte)node - 128)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static nint Right(uint node, ref byte codes) => (uint)(byte)node < Unsafe.Add(ref codes, (nint)(node >> 8)) ? 1 : 0;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int AddLeaf(Span<double> scores, int k, double value)
    {
        scores[k] += value;
        return k + 1 == scores.Length ? 0 : k + 1;
    }

    /// <summary>Writes one row's codes into lane <paramref name="lane"/> of <paramref name="columns"/>.</summary>
    public void CodeLane(ReadOnlySpan<double> row, int lane, Span<sbyte> columns)
    {
        var features = _bins.FeatureCount;
        for (var f = 0; f < features; f++)
        {
            if (_used[f])
            {
                var code = _bins.Code(f, row[f]);
                columns[(f * Lanes) + lane] = (sbyte)(code - 128);
                columns[((features + f) * Lanes) + lane] = (sbyte)((code == FeatureBins.Missing ? 0 : code) - 128);
            }
        }
    }

    private void Code(ReadOnlySpan<double> row, Span<byte> slots)
    {
        var features = _bins.FeatureCount;
        slots[0] = 0;
        for (var f = 0; f < features; f++)
        {
            if (_used[f])
            {
                var code = _bins.Code(f, row[f]);
                slots[f] = code;
                slots[features + f] = code == FeatureBins.Missing ? (byte)0 : code;
            }
        }
    }
}
