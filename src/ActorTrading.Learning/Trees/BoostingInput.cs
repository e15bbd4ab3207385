namespace ActorTrading.Learning.Trees;

/// <summary>What a fit is given must fit together.</summary>
internal static class BoostingInput
{
    public const int MaxRows = 1 << 26;

    /// <summary>Histograms of one tree take 4 GiB at most.</summary>
    private const long MaxSlots = 1L << 29;

    /// <exception cref="ArgumentException">It does not; the message names what.</exception>
    public static void Check(Matrix x, int labels, Matrix? validX, int? validLabels, BoostingOptions options)
    {
        CheckRows(x, labels, nameof(x));
        var slots = NodeHistograms.Slots(x.Columns, TreeGrower.MostHistograms(options));
        if (slots > MaxSlots)
        {
            throw new ArgumentException(
                $"x has {x.Columns} columns; with MaxDepth {options.MaxDepth} and MaxLeaves {options.MaxLeaves} the histograms of a tree need {slots} slots of 8 bytes, and {MaxSlots} is the most. Use fewer columns or a lower MaxDepth.",
                nameof(x));
        }

        if (validX is null != validLabels is null)
        {
            throw new ArgumentException("Validation rows and validation labels are given together or not at all.", nameof(validX));
        }

        if (validX is not null)
        {
            CheckRows(validX, validLabels!.Value, nameof(validX));
            Learning.Check.Length(validX.Columns, x.Columns, "A validation row");
        }

        if (options.Monotone.Count > 0)
        {
            Learning.Check.Length(options.Monotone.Count, x.Columns, nameof(options.Monotone));
        }
    }

    private static void CheckRows(Matrix x, int labels, string name)
    {
        ArgumentNullException.ThrowIfNull(x, name);
        Learning.Check.Range(x.Rows, 1, MaxRows, $"{name}.Rows");
        Learning.Check.Range(x.Columns, 1, TreeEnsembleCodec.MaxFeatures, $"{name}.Columns");
        Learning.Check.Length(labels, x.Rows, $"The labels of {name}");
    }
}
