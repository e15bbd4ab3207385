namespace ActorTrading.Market.Quality;

/// <summary>How often what was found in a series.</summary>
public sealed record ConsistencyCounts
{
    public long Rows { get; internal set; }

    /// <summary>Places where rows are missing.</summary>
    public long Gaps { get; internal set; }

    /// <summary>Rows missing in them.</summary>
    public long Missing { get; internal set; }

    /// <summary>Rows whose open time was there already, conflicting ones included.</summary>
    public long Duplicates { get; internal set; }

    /// <summary>Duplicates with other values.</summary>
    public long Conflicts { get; internal set; }

    /// <summary>Rows earlier than the row before them.</summary>
    public long OutOfOrder { get; internal set; }

    public long OffGrid { get; internal set; }

    /// <summary>Rows with high below low, or open or close outside of them.</summary>
    public long OhlcViolations { get; internal set; }

    /// <summary>Rows with a price, volume or time that cannot be.</summary>
    public long OutOfRange { get; internal set; }

    public long ZeroVolume { get; internal set; }

    /// <summary>Rows without volume although the price moved in them.</summary>
    public long MovedWithoutVolume { get; internal set; }

    public long ExtremeVolumes { get; internal set; }

    public long ExtremeMoves { get; internal set; }

    public long ExtremeWicks { get; internal set; }
}
