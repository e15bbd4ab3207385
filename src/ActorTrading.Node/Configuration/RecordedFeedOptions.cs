namespace ActorTrading.Node.Configuration;

/// <summary>Recorded files played back.</summary>
public sealed record RecordedFeedOptions
{
    /// <summary>Files or folders, in order; at least one when recorded files are the feed.</summary>
    public required IReadOnlyList<string> Paths { get; init; }

    /// <summary>Times faster than real time; null = as fast as possible.</summary>
    public required double? Speed { get; init; }

    /// <summary>Whether the records are sorted by time first.</summary>
    public required bool Sort { get; init; }
}
