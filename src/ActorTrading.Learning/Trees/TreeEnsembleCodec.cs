using System.Globalization;

namespace ActorTrading.Learning.Trees;

/// <summary>
/// A fitted ensemble as it stands in a saved model, little-endian: count of features and per feature its cuts; base scores; importances;
/// count of nodes, nodes (uint32) and leaves (float64); since version 2 the rows of each leaf (int32).
/// </summary>
internal static class TreeEnsembleCodec
{
    /// <summary>Each column has a table of 2 KiB, in the fit and in the fitted model.</summary>
    public const int MaxFeatures = 1 << 16;

    // Far over any leaf of targets up to 1e100, and so that a sum over all rounds stays finite.
    private const double MaxLeaf = 1e200;

    public static void Write(BinaryWriter writer, TreeEnsemble trees, IReadOnlyList<double> importance)
    {
        writer.Write(trees.Cuts.Length);
        foreach (var cuts in trees.Cuts)
        {
            BinaryState.Write(writer, cuts);
        }

        BinaryState.Write(writer, trees.BaseScores);
        BinaryState.Write(writer, [.. importance]);
        writer.Write(trees.Nodes.Length);
        foreach (var node in trees.Nodes)
        {
            writer.Write(node);
        }

        BinaryState.Write(writer, trees.Leaves);
        writer.Write(trees.Covers.Length);
        foreach (var cover in trees.Covers)
        {
            writer.Write(cover);
        }
    }

    /// <param name="outputs">Trees of one round.</param>
    public static (TreeEnsemble Trees, double[] Importance) Read(BinaryReader reader, int outputs, BoostingOptions options, bool hasCovers)
    {
        var features = reader.ReadInRange(1, MaxFeatures, "count of features");
        var cuts = new double[features][];
        for (var f = 0; f < features; f++)
        {
            cuts[f] = reader.ReadDoubles(254, "cuts of a feature");
            MustAscend(cuts[f], f);
        }

        var baseScores = new double[outputs];
        reader.ReadInto(baseScores, "base scores");
        var importance = new double[features];
        reader.ReadInto(importance, "importances");
        var width = outputs << options.MaxDepth;
        var count = reader.ReadCount((int)Math.Min(Array.MaxLength, (long)options.Rounds * width), "nodes");
        if (count % width != 0)
        {
            throw new InvalidDataException($"The saved count of nodes is {count}; it must be a multiple of {width}.");
        }

        reader.MustHold(count * (long)(sizeof(uint) + sizeof(double)), "nodes and leaves");
        var nodes = ReadNodes(reader, count, cuts);
        var leaves = new double[count];
        reader.ReadInto(leaves, "leaves");
        MustBeIn(-MaxLeaf, MaxLeaf, baseScores, "base score");
        MustBeIn(-MaxLeaf, MaxLeaf, leaves, "leaf");
        MustBeIn(0, 1, importance, "importance");
        var covers = hasCovers ? ReadCovers(reader, count) : [];
        return (new TreeEnsemble(cuts, baseScores, options.MaxDepth, nodes, leaves, covers), importance);
    }

    private static uint[] ReadNodes(BinaryReader reader, int count, double[][] cuts)
    {
        var nodes = new uint[count];
        for (var i = 0; i < count; i++)
        {
            var node = reader.ReadUInt32();
            if (node != TreeEnsemble.NoCut && (node >> 8 >= 2 * cuts.Length || (byte)node >= cuts[(node >> 8) % cuts.Length].Length))
            {
                throw new InvalidDataException($"Node {i} reads cut {(byte)node} of feature slot {node >> 8}; the model has {2 * cuts.Length} slots and no such cut.");
            }

            nodes[i] = node;
        }

        return nodes;
    }

    private static int[] ReadCovers(BinaryReader reader, int nodes)
    {
        var count = reader.ReadInt32();
        if (count != 0 && count != nodes)
        {
            throw new InvalidDataException($"The saved count of covers is {count}; it must be 0 or {nodes}.");
        }

        var covers = new int[count];
        for (var i = 0; i < count; i++)
        {
            covers[i] = reader.ReadInRange(0, int.MaxValue, "rows of a leaf");
        }

        return covers;
    }

    private static void MustAscend(double[] cuts, int feature)
    {
        for (var b = 0; b < cuts.Length; b++)
        {
            if (double.IsNaN(cuts[b]) || (b > 0 && !(cuts[b] > cuts[b - 1])))
            {
                throw new InvalidDataException(string.Create(CultureInfo.InvariantCulture, $"The saved cut {b} of feature {feature} is {cuts[b]}; cuts must ascend."));
            }
        }
    }

    private static void MustBeIn(double low, double high, double[] values, string what)
    {
        var at = Array.FindIndex(values, v => !(v >= low && v <= high));
        if (at >= 0)
        {
            throw new InvalidDataException(string.Create(CultureInfo.InvariantCulture, $"The saved {what} {at} is {values[at]}; it must be from {low} to {high}."));
        }
    }
}
