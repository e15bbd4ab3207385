using ActorTrading.Market.Quality;

namespace ActorTrading.Feeds.Archives;

/// <summary>What a check found in one file. A file without rows that can be used has times of 0.</summary>
public sealed record ArchiveReport
{
    public required ArchiveFile File { get; init; }

    /// <summary>Whether a published checksum stood beside the file; it is right then.</summary>
    public required bool HasChecksum { get; init; }

    /// <summary>All rows but the header.</summary>
    public required long Rows { get; init; }

    /// <summary>The earliest time, µs.</summary>
    public required long First { get; init; }

    /// <summary>The latest time, µs.</summary>
    public required long Last { get; init; }

    /// <summary>Candles: places where the next open time is further off than one candle. Trades: jumps of the trade id from one row to the next.</summary>
    public required long Gaps { get; init; }

    /// <summary>Candles that would fit between the open times around the gaps; of trades the ids that were jumped over.</summary>
    public required long Missing { get; init; }

    /// <summary>
    /// Candles: from the last open time before the longest gap to the first behind it. Trades: the longest time without one, in the order
    /// of the file. µs; 0 for none. Of equal ones the last.
    /// </summary>
    public required long Longest { get; init; }

    /// <summary>The time before <see cref="Longest"/>, µs.</summary>
    public required long LongestAfter { get; init; }

    /// <summary>Candles whose open time another row has; trades that another row repeats in every field.</summary>
    public required long Duplicates { get; init; }

    /// <summary>Rows earlier than the row before.</summary>
    public required long OutOfOrder { get; init; }

    /// <summary>Candles that do not open on their timeframe's grid.</summary>
    public long OffGrid { get; init; }

    /// <summary>Candles whose high is below the low, or with open or close outside of them.</summary>
    public long OhlcViolations { get; init; }

    /// <summary>Rows without volume.</summary>
    public required long ZeroVolume { get; init; }

    /// <summary>Rows with a price not above 0 or a volume below 0.</summary>
    public required long OutOfRange { get; init; }

    /// <summary>Rows that cannot be read: a field missing, of the wrong type, or outside of what can be held.</summary>
    public required long Malformed { get; init; }

    /// <summary>Null for candles.</summary>
    public TradeFigures? Trades { get; init; }

    /// <summary>By row; of each rule as many as were asked for.</summary>
    public required IReadOnlyList<Finding> Findings { get; init; }

    /// <summary>Nothing is wrong; rows without volume are not wrong.</summary>
    public bool IsClean => Gaps + Duplicates + OutOfOrder + OffGrid + OhlcViolations + OutOfRange + Malformed + (Trades?.RepeatedIds ?? 0) == 0;
}
