namespace ActorTrading.Learning.Online;

/// <summary>How <see cref="HoeffdingAdaptiveTree"/> grows.</summary>
public sealed record HoeffdingAdaptiveTreeOptions
{
    /// <summary>Rows of a leaf between two tries to split it, 1 to 1,000,000. Default 200.</summary>
    public int GracePeriod { get; init; } = 200;

    /// <summary>Accepted chance that a split is not the best one, 1e-12 to 0.5: the delta of the Hoeffding bound. Default 1e-5.</summary>
    public double SplitConfidence { get; init; } = 1e-5;

    /// <summary>Bound (in bits of gain) under which the two best columns count as equally good and the leaf is split anyway, 0 to 1. Default 0.05.</summary>
    public double TieThreshold { get; init; } = 0.05;

    /// <summary>Splits on the longest path, 1 to 30. Default 12.</summary>
    public int MaxDepth { get; init; } = 12;

    /// <summary>
    /// Nodes up to which the tree grows, 1 to 100,000; twice as many while alternates grow beside it. Default 255.
    /// A leaf takes about 24 · classes · columns bytes, a node's error window 1 to 2 KB.
    /// </summary>
    public int MaxNodes { get; init; } = 255;

    /// <summary>Thresholds tried for each column, equally spaced between its least and largest value, 1 to 1000. Default 10.</summary>
    public int Thresholds { get; init; } = 10;

    /// <summary>Columns that each leaf looks at, drawn anew for each; 0 for all. Default 0.</summary>
    public int MaxFeatures { get; init; }

    /// <summary>Chance of a false alarm per test of a node's error window, 1e-12 to 0.5. Default 0.002.</summary>
    public double DriftDelta { get; init; } = 0.002;

    /// <summary>Rows that branch and alternate must both have answered before one of them can win, 10 to 1,000,000. Default 300.</summary>
    public int AlternateRows { get; init; } = 300;

    /// <summary>Accepted chance that the worse one of branch and alternate wins, 1e-12 to 0.5, per row that both answered. Default 0.01.</summary>
    public double AlternateConfidence { get; init; } = 0.01;

    /// <summary>Seed of the column draws. Default 1.</summary>
    public ulong Seed { get; init; } = 1;

    /// <exception cref="ArgumentOutOfRangeException">A value is outside the range its description gives.</exception>
    public void Validate()
    {
        Check.Range(GracePeriod, 1, 1_000_000, nameof(GracePeriod));
        Check.Range(SplitConfidence, 1e-12, 0.5, nameof(SplitConfidence));
        Check.Range(TieThreshold, 0, 1, nameof(TieThreshold));
        Check.Range(MaxDepth, 1, 30, nameof(MaxDepth));
        Check.Range(MaxNodes, 1, 100_000, nameof(MaxNodes));
        Check.Range(Thresholds, 1, 1000, nameof(Thresholds));
        Check.Range(MaxFeatures, 0, OnlineState.MaxFeatures, nameof(MaxFeatures));
        Check.Range(DriftDelta, 1e-12, 0.5, nameof(DriftDelta));
        Check.Range(AlternateRows, 10, 1_000_000, nameof(AlternateRows));
        Check.Range(AlternateConfidence, 1e-12, 0.5, nameof(AlternateConfidence));
    }

    internal void Write(BinaryWriter writer)
    {
        writer.Write(GracePeriod);
        writer.Write(SplitConfidence);
        writer.Write(TieThreshold);
        writer.Write(MaxDepth);
        writer.Write(MaxNodes);
        writer.Write(Thresholds);
        writer.Write(MaxFeatures);
        writer.Write(DriftDelta);
        writer.Write(AlternateRows);
        writer.Write(AlternateConfidence);
        writer.Write(Seed);
    }

    internal static HoeffdingAdaptiveTreeOptions Read(BinaryReader reader)
    {
        var options = new HoeffdingAdaptiveTreeOptions
        {
            GracePeriod = reader.ReadInt32(),
            SplitConfidence = reader.ReadDouble(),
            TieThreshold = reader.ReadDouble(),
            MaxDepth = reader.ReadInt32(),
            MaxNodes = reader.ReadInt32(),
            Thresholds = reader.ReadInt32(),
            MaxFeatures = reader.ReadInt32(),
            DriftDelta = reader.ReadDouble(),
            AlternateRows = reader.ReadInt32(),
            AlternateConfidence = reader.ReadDouble(),
            Seed = reader.ReadUInt64(),
        };
        OnlineState.Valid(options.Validate);
        return options;
    }
}
