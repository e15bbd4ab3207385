namespace ActorTrading.Node.Configuration.Hocon;

/// <summary>Bounds against hostile or runaway input. Exceeding one is a <see cref="HoconException"/>, never a crash.</summary>
public sealed record HoconLimits
{
    public static HoconLimits Default { get; } = new();

    /// <summary>Longest text of one source, in UTF-16 units, and of one file, in bytes. Default 4 Mi.</summary>
    public int MaxLength { get; init; } = 4 << 20;

    /// <summary>Deepest nesting of objects and arrays; every element of a path key counts. Default 100.</summary>
    public int MaxDepth { get; init; } = 100;

    /// <summary>Most files read for one source, itself included. Default 64.</summary>
    public int MaxIncludes { get; init; } = 64;

    /// <summary>Longest chain of substitutions that lead to one another. Default 200.</summary>
    public int MaxSubstitutionChain { get; init; } = 200;

    /// <summary>Most values and characters after all substitutions are put in, joined text counted by its characters. Default 1 Mi.</summary>
    public int MaxExpansion { get; init; } = 1 << 20;
}
