namespace ActorTrading.Learning.Online;

/// <summary>A tree and how often it was right so far.</summary>
internal sealed class ForestTree(HoeffdingAdaptiveTree tree)
{
    private long _rows;
    private long _right;

    public HoeffdingAdaptiveTree Tree { get; } = tree;

    /// <summary>Share of rows answered rightly before they were learned, begun at one right in as many rows as there are classes.</summary>
    public double Accuracy => (_right + 1.0) / (_rows + Tree.ClassCount);

    /// <returns>Whether the answer before learning was wrong.</returns>
    public bool Learn(ReadOnlySpan<double> row, int label, int weight)
    {
        Span<double> p = stackalloc double[Tree.ClassCount];
        Tree.PredictProba(row, p);
        var right = Probabilities.ArgMax(p) == label;
        _rows++;
        _right += right ? 1 : 0;
        if (weight > 0)
        {
            Tree.PartialFit(row, label, weight);
        }

        return !right;
    }

    public void Save(BinaryWriter writer)
    {
        writer.Write(_rows);
        writer.Write(_right);
        Tree.Save(writer);
    }

    public static ForestTree Load(BinaryReader reader, int features, int classes)
    {
        var (rows, right) = (reader.ReadRows("count of a tree's rows"), reader.ReadRows("count of a tree's right answers"));
        var tree = HoeffdingAdaptiveTree.Read(reader);
        BinaryState.Expect(tree.FeatureCount, features, "feature count of a tree");
        BinaryState.Expect(tree.ClassCount, classes, "class count of a tree");
        return right <= rows
            ? new ForestTree(tree) { _rows = rows, _right = right }
            : throw new InvalidDataException($"The saved tree was right {right} times in {rows} rows.");
    }
}
