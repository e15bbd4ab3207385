namespace ActorTrading.Learning.Online;

/// <summary>How <see cref="AdaptiveRandomForest"/> learns.</summary>
public sealed record AdaptiveRandomForestOptions
{
    /// <summary>Trees that vote, 1 to 100. Default 10.</summary>
    public int Trees { get; init; } = 10;

    /// <summary>Mean of the Poisson draw that says how often a tree takes a row, 0.1 to 50. Default 6.</summary>
    public double Lambda { get; init; } = 6;

    /// <summary>Columns that each leaf looks at; 0 for the rounded root of their number plus 1. Default 0.</summary>
    public int MaxFeatures { get; init; }

    /// <summary>Chance of a false alarm per test at which a background tree starts, 1e-12 to 0.5. Default 0.01.</summary>
    public double WarningDelta { get; init; } = 0.01;

    /// <summary>Chance of a false alarm per test at which the background tree takes over, 1e-12 to 0.5. Default 0.001.</summary>
    public double DriftDelta { get; init; } = 0.001;

    /// <summary>
    /// How each tree grows; its columns and seed are the forest's affair. Default: grace period 50, split confidence 0.01 as in the
    /// paper, and 63 nodes, for about 2 MB in all with 30 columns and three classes.
    /// </summary>
    public HoeffdingAdaptiveTreeOptions Tree { get; init; } = new() { GracePeriod = 50, SplitConfidence = 0.01, MaxNodes = 63 };

    /// <summary>Seed of all draws. Default 1.</summary>
    public ulong Seed { get; init; } = 1;

    /// <exception cref="ArgumentOutOfRangeException">A value is outside the range its description gives.</exception>
    public void Validate()
    {
        Check.Range(Trees, 1, 100, nameof(Trees));
        Check.Range(Lambda, 0.1, 50, nameof(Lambda));
        Check.Range(MaxFeatures, 0, OnlineState.MaxFeatures, nameof(MaxFeatures));
        Check.Range(WarningDelta, 1e-12, 0.5, nameof(WarningDelta));
        Check.Range(DriftDelta, 1e-12, 0.5, nameof(DriftDelta));
        Tree.Validate();
    }

    internal void Write(BinaryWriter writer)
    {
        writer.Write(Trees);
        writer.Write(Lambda);
        writer.Write(MaxFeatures);
        writer.Write(WarningDelta);
        writer.Write(DriftDelta);
        Tree.Write(writer);
        writer.Write(Seed);
    }

    internal static AdaptiveRandomForestOptions Read(BinaryReader reader)
    {
        var options = new AdaptiveRandomForestOptions
        {
            Trees = reader.ReadInt32(),
            Lambda = reader.ReadDouble(),
            MaxFeatures = reader.ReadInt32(),
            WarningDelta = reader.ReadDouble(),
            DriftDelta = reader.ReadDouble(),
            Tree = HoeffdingAdaptiveTreeOptions.Read(reader),
            Seed = reader.ReadUInt64(),
        };
        OnlineState.Valid(options.Validate);
        return options;
    }
}
