namespace ActorTrading.Learning.Forests;

/// <summary>How the trees of a forest are grown. The defaults are shallower than usual: they suit noisy data, where pure leaves learn the noise.</summary>
public sealed record ForestOptions
{
    /// <summary>Trees, 1 to 10,000. Default 200.</summary>
    public int Trees { get; init; } = 200;

    /// <summary>Cuts on the longest path, 1 to 64. Default 8.</summary>
    public int MaxDepth { get; init; } = 8;

    /// <summary>Least rows in a leaf, from 1; a row drawn twice counts twice. Default 10.</summary>
    public int MinSamplesLeaf { get; init; } = 10;

    /// <summary>Columns tried for each cut, from 1; more only while none of them can be cut. 0 = the square root of the columns for classes, a third of them for numbers (Breiman 2001). Default 0.</summary>
    public int MaxFeatures { get; init; }

    /// <summary>Whether each tree sees as many rows as there are, drawn with replacement, rather than each row once. Null = true for a random forest, false for extra trees. Default null.</summary>
    public bool? Bootstrap { get; init; }

    /// <summary>Bins per feature, 2 to 255; missing values have their own. Extra trees do not bin. Default 255.</summary>
    public int MaxBins { get; init; } = 255;

    /// <summary>Seed of all draws. Default 1.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>Threads for growing, 1 to 64; the fitted model is the same to the bit for any number. Default 2.</summary>
    public int Threads { get; init; } = 2;

    /// <exception cref="ArgumentOutOfRangeException">A value is outside the range its description gives.</exception>
    public void Validate()
    {
        Check.Range(Trees, 1, 10_000, nameof(Trees));
        Check.Range(MaxDepth, 1, 64, nameof(MaxDepth));
        Check.Range(MinSamplesLeaf, 1, 1 << 26, nameof(MinSamplesLeaf));
        Check.Range(MaxFeatures, 0, 1 << 20, nameof(MaxFeatures));
        Check.Range(MaxBins, 2, 255, nameof(MaxBins));
        Check.Range(Threads, 1, 64, nameof(Threads));
    }

    internal void Save(BinaryWriter writer)
    {
        writer.Write(Trees);
        writer.Write(MaxDepth);
        writer.Write(MinSamplesLeaf);
        writer.Write(MaxFeatures);
        writer.Write((sbyte)(Bootstrap switch { null => -1, false => 0, true => 1 }));
        writer.Write(MaxBins);
        writer.Write(Seed);
        writer.Write(Threads);
    }

    internal static ForestOptions Load(BinaryReader reader) => BinaryState.Valid(
        new ForestOptions
        {
            Trees = reader.ReadInt32(),
            MaxDepth = reader.ReadInt32(),
            MinSamplesLeaf = reader.ReadInt32(),
            MaxFeatures = reader.ReadInt32(),
            Bootstrap = reader.ReadSByte() switch
            {
                -1 => null,
                0 => false,
                1 => true,
                var other => throw new InvalidDataException($"The saved {nameof(Bootstrap)} is {other}; it must be -1, 0 or 1."),
            },
            MaxBins = reader.ReadInt32(),
            Seed = reader.ReadUInt64(),
            Threads = reader.ReadInt32(),
        },
        o => o.Validate());
}
