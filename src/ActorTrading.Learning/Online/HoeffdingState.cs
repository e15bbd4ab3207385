using ActorTrading.Learning.Drift;

namespace ActorTrading.Learning.Online;

/// <summary>Reads and writes the nodes of a tree, parents first; what is read must fit the limits of its options.</summary>
internal sealed class HoeffdingState(int features, int classes, HoeffdingAdaptiveTreeOptions options, AdwinOptions detector)
{
    private const byte LeafMark = 0;
    private const byte SplitMark = 1;
    private const byte SplitWithAlternateMark = 2;
    private int _nodes;

    public static void Save(BinaryWriter writer, HoeffdingNode node)
    {
        writer.Write(node.Leaf is not null ? LeafMark : node.Alternate is null ? SplitMark : SplitWithAlternateMark);
        node.Errors.Save(writer);
        if (node.Leaf is { } leaf)
        {
            writer.Write(leaf.Columns.Length);
            foreach (var column in leaf.Columns)
            {
                writer.Write(column);
            }

            leaf.Save(writer);
            return;
        }

        writer.Write(node.Feature);
        writer.Write(node.Threshold);
        writer.Write(node.MissingLeft);
        writer.Write(node.Gain);
        Save(writer, node.Left);
        Save(writer, node.Right);
        if (node.Alternate is not null)
        {
            Save(writer, node.Alternate);
        }
    }

    public HoeffdingNode Load(BinaryReader reader) => Load(reader, depth: 0, main: true);

    private HoeffdingNode Load(BinaryReader reader, int depth, bool main)
    {
        if (++_nodes > 2 * options.MaxNodes || depth > options.MaxDepth)
        {
            throw new InvalidDataException($"The saved tree has more than {2 * options.MaxNodes} nodes or {options.MaxDepth} levels of splits, the most allowed.");
        }

        var mark = reader.ReadByte();
        if (mark > (main ? SplitWithAlternateMark : SplitMark))
        {
            throw new InvalidDataException($"The saved tree has a node marked {mark}, which is no kind of node here.");
        }

        var node = new HoeffdingNode(depth, null, detector);
        node.Errors.Load(reader);
        if (mark == LeafMark)
        {
            node.Leaf = LoadLeaf(reader);
            return node;
        }

        var feature = reader.ReadInRange(0, features - 1, "feature of a split");
        var threshold = reader.ReadInRange(double.MinValue, double.MaxValue, "threshold");
        var missingLeft = reader.ReadBoolean();
        var gain = reader.ReadInRange(0, OnlineState.Largest, "gain");
        node.Split(feature, threshold, missingLeft, gain, Load(reader, depth + 1, main), Load(reader, depth + 1, main));
        if (mark == SplitWithAlternateMark)
        {
            node.Alternate = Load(reader, depth, main: false);
        }

        return node;
    }

    private HoeffdingLeaf LoadLeaf(BinaryReader reader)
    {
        var columns = new int[reader.ReadInRange(1, features, "count of a leaf's columns")];
        for (var i = 0; i < columns.Length; i++)
        {
            columns[i] = reader.ReadInRange(i == 0 ? 0 : columns[i - 1] + 1, features - 1, "column of a leaf");
        }

        var leaf = new HoeffdingLeaf(new double[classes], columns);
        leaf.Load(reader);
        return leaf;
    }
}
