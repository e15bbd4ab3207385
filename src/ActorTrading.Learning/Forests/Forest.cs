using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using ActorTrading.Learning.Trees;

namespace ActorTrading.Learning.Forests;

/// <summary>Fitted trees in flat arrays. Children stand behind their parent within the same tree, so that every walk ends.</summary>
internal sealed class Forest
{
    private readonly int[] _roots;
    private readonly ForestNode[] _nodes;
    private readonly int[] _covers;
    private readonly double[] _values;

    /// <param name="roots">First node of each tree, ascending.</param>
    private Forest(int featureCount, int outputs, int[] roots, ForestNode[] nodes, int[] covers, double[] values)
    {
        FeatureCount = featureCount;
        Outputs = outputs;
        _roots = roots;
        _nodes = nodes;
        _covers = covers;
        _values = values;
    }

    public int FeatureCount { get; }

    /// <summary>Numbers a leaf holds.</summary>
    public int Outputs { get; }

    public int TreeCount => _roots.Length;

    public static Forest From(IReadOnlyList<GrownTree> trees, int featureCount, int outputs)
    {
        var roots = new int[trees.Count];
        var nodes = new List<ForestNode>();
        var values = new List<double>();
        for (var t = 0; t < trees.Count; t++)
        {
            roots[t] = nodes.Count;
            foreach (var node in trees[t].Nodes)
            {
                nodes.Add(node with { Next = node.Next + (node.IsLeaf ? values.Count : roots[t]) });
            }

            values.AddRange(trees[t].Values);
        }

        return new Forest(featureCount, outputs, roots, [.. nodes], [.. trees.SelectMany(t => t.Covers)], [.. values]);
    }

    /// <summary>The mean of the trees' leaves, summed in tree order.</summary>
    public void Predict(ReadOnlySpan<double> row, Span<double> result)
    {
        result.Clear();
        for (var t = 0; t < _roots.Length; t++)
        {
            Add(t, row, result);
        }

        for (var k = 0; k < result.Length; k++)
        {
            result[k] /= _roots.Length;
        }
    }

    /// <summary>Adds one tree's leaf to <paramref name="sums"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(int tree, ReadOnlySpan<double> row, Span<double> sums)
    {
        ref var nodes = ref MemoryMarshal.GetArrayDataReference(_nodes);
        ref var value = ref MemoryMarshal.GetReference(row);
        ref var node = ref Unsafe.Add(ref nodes, _roots[tree]);
        while (node.Slot >= 0)
        {
            var v = Unsafe.Add(ref value, node.Slot >> 1);
            var right = (v >= node.Threshold ? 1 : 0) | (double.IsNaN(v) ? node.Slot & 1 : 0);
            node = ref Unsafe.Add(ref nodes, node.Next + right);
        }

        ref var leaf = ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_values), node.Next);
        for (var k = 0; k < sums.Length; k++)
        {
            sums[k] += Unsafe.Add(ref leaf, k);
        }
    }

    /// <summary>One tree, once per output; all but the values is shared.</summary>
    public TreeView[] View(int tree)
    {
        var start = _roots[tree];
        var nodes = _nodes.AsSpan(start, (tree + 1 < _roots.Length ? _roots[tree + 1] : _nodes.Length) - start).ToArray();
        var shape = new TreeView(
            [.. nodes.Select(n => n.IsLeaf ? -1 : n.Feature)],
            [.. nodes.Select(n => n.Threshold)],
            [.. nodes.Select(n => !n.IsLeaf && n.MissingLeft)],
            [.. nodes.Select(n => n.IsLeaf ? -1 : n.Next - start)],
            [.. nodes.Select(n => n.IsLeaf ? -1 : n.Next + 1 - start)],
            [],
            [.. _covers.Skip(start).Take(nodes.Length).Select(c => (double)c)]);
        return [.. Enumerable.Range(0, Outputs).Select(k => shape with { Value = [.. nodes.Select(n => n.IsLeaf ? _values[n.Next + k] : 0)] })];
    }

    /// <summary>Trees one by one, each node before its left and then its right branch: the shape needs no indices that could be wrong.</summary>
    public void Save(BinaryWriter writer)
    {
        writer.Write(FeatureCount);
        foreach (var root in _roots)
        {
            Save(writer, root);
        }
    }

    /// <param name="lowest">Least value that a leaf may hold.</param>
    /// <param name="highest">Greatest one.</param>
    public static Forest Load(BinaryReader reader, int trees, int outputs, int maxDepth, double lowest, double highest)
    {
        var features = reader.ReadInRange(1, ForestFit.MaxFeatures, "count of features");
        var loaded = new List<GrownTree>();
        for (var t = 0; t < trees; t++)
        {
            var tree = new GrownTree(features: 0);
            tree.Nodes.Add(default);
            tree.Covers.Add(default);
            Load(reader, tree, node: 0, features, outputs, maxDepth, lowest, highest);
            loaded.Add(tree);
        }

        return From(loaded, features, outputs);
    }

    private void Save(BinaryWriter writer, int at)
    {
        var node = _nodes[at];
        writer.Write(node.Slot);
        writer.Write(_covers[at]);
        if (node.IsLeaf)
        {
            foreach (var value in _values.AsSpan(node.Next, Outputs))
            {
                writer.Write(value);
            }

            return;
        }

        writer.Write(node.Threshold);
        Save(writer, node.Next);
        Save(writer, node.Next + 1);
    }

    private static int Load(BinaryReader reader, GrownTree tree, int node, int features, int outputs, int levels, double lowest, double highest)
    {
        var slot = reader.ReadInRange(ForestNode.Leaf, levels > 0 ? (2 * features) - 1 : ForestNode.Leaf, "slot of a node");
        var cover = reader.ReadInRange(1, int.MaxValue, "cover of a node");
        tree.Covers[node] = cover;
        if (slot == ForestNode.Leaf)
        {
            tree.Nodes[node] = new ForestNode(0, slot, tree.Values.Count);
            for (var k = 0; k < outputs; k++)
            {
                var value = reader.ReadDouble();
                tree.Values.Add(value >= lowest && value <= highest ? value : throw new InvalidDataException($"A saved leaf has the value {value}; from {lowest} to {highest} was expected."));
            }

            return cover;
        }

        var threshold = reader.ReadDouble();
        if (double.IsNaN(threshold))
        {
            throw new InvalidDataException("The saved threshold of a node is NaN.");
        }

        var children = tree.Nodes.Count;
        tree.Nodes[node] = new ForestNode(threshold, slot, children);
        tree.Nodes.AddRange([default, default]);
        tree.Covers.AddRange([default, default]);
        var left = Load(reader, tree, children, features, outputs, levels - 1, lowest, highest);
        var right = Load(reader, tree, children + 1, features, outputs, levels - 1, lowest, highest);
        return (long)left + right == cover
            ? cover
            : throw new InvalidDataException($"The saved covers of a node's children are {left} and {right}; their parent's is {cover}.");
    }
}
