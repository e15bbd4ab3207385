namespace ActorTrading.Learning.Forests;

/// <summary>All there is to a fitted forest, and its format, which every kind of forest shares.</summary>
/// <param name="Importance">Each column's share of what all cuts gained.</param>
internal sealed record ForestState(ForestOptions Options, Forest Trees, double[] Importance, double? OutOfBagScore)
{
    private const byte FormatVersion = 1;

    public void Save(BinaryWriter writer)
    {
        writer.Write(FormatVersion);
        writer.Write(Trees.Outputs);
        Options.Save(writer);
        writer.Write(OutOfBagScore is not null);
        writer.Write(OutOfBagScore ?? 0);
        Trees.Save(writer);
        BinaryState.Write(writer, Importance);
    }

    /// <param name="leastOutputs">Fewest numbers a leaf may hold.</param>
    /// <param name="mostOutputs">Most of them.</param>
    /// <param name="lowest">Least value of one.</param>
    /// <param name="highest">Greatest value of one.</param>
    public static ForestState Load(BinaryReader reader, string what, int leastOutputs, int mostOutputs, double lowest, double highest)
    {
        reader.ReadVersion(FormatVersion, what);
        var outputs = reader.ReadInRange(leastOutputs, mostOutputs, "count of numbers in a leaf");
        var options = ForestOptions.Load(reader);
        var hasScore = reader.ReadBoolean();
        var score = Finite(reader.ReadDouble(), "out-of-bag score");
        var trees = Forest.Load(reader, options.Trees, outputs, options.MaxDepth, lowest, highest);
        var importance = new double[trees.FeatureCount];
        reader.ReadInto(importance, "importances");
        foreach (var share in importance)
        {
            Finite(share, "importance");
        }

        return new ForestState(options, trees, importance, hasScore ? score : null);
    }

    private static double Finite(double value, string what) =>
        double.IsFinite(value) ? value : throw new InvalidDataException($"The saved {what} is {value}; it must be finite.");
}
