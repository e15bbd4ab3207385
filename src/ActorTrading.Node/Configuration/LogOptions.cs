namespace ActorTrading.Node.Configuration;

/// <summary>What is logged, and where.</summary>
public sealed record LogOptions
{
    /// <summary>Least important level written.</summary>
    public required LogLevelName Level { get; init; }

    /// <summary>Whether readable lines go to the console.</summary>
    public required bool Console { get; init; }

    /// <summary>File for JSON lines, relative to the data directory; empty = none.</summary>
    public required string File { get; init; }

    /// <summary>How many full files are kept.</summary>
    public required int RetainedFiles { get; init; }

    /// <summary>Size in bytes at which a new file is begun.</summary>
    public required long MaxSize { get; init; }
}
