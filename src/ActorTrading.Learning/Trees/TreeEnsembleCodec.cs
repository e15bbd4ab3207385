namespace ActorTrading.Learning.Trees;

/// <summary>
/// A fitted ensemble as it stands in a saved model, little-endian: count of features and per feature its cuts; base scores; importances;
/// count of nodes, nodes (uint32) and leaves (float64); since version 2 the rows of each leaf (int32).
/// </summary>
internal static class TreeEnsembleCodec
{
    public const int MaxFeatures = 1 << 20;

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
        var features = reader.ReadCount(MaxFeatures, "features");
        var cuts = new double[features][];
        for (var f = 0; f < features; f++)
        {
            cuts[f] = reader.ReadDoubles(254, "cuts of a feature");
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

        MustHold(reader, count * (long)(sizeof(uint) + sizeof(double)), "nodes and leaves");
        var nodes = ReadNodes(reader, count, cuts);
        var leaves = new double[count];
        reader.ReadInto(leaves, "leaves");
        MustBeFinite(baseScores, "base score");
        MustBeFinite(leaves, "leaf");
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

    private static void MustHold(BinaryReader reader, long bytes, string what)
    {
        if (reader.BaseStream.CanSeek && reader.BaseStream.Length - reader.BaseStream.Position < bytes)
        {
            throw new InvalidDataException($"The data ends inside {what}: {bytes} bytes were announced.");
        }
    }

    private static void MustBeFinite(double[] values, string what)
    {
        var at = Array.FindIndex(values, v => !double.IsFinite(v));
        if (at >= 0)
        {
            throw new InvalidDataException($"The saved {what} {at} is {values[at]}; it must be finite.");
        }
    }
}
