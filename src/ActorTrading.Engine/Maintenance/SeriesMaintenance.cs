using ActorTrading.Engine.Backfill;
using ActorTrading.Market.Candles;

namespace ActorTrading.Engine.Maintenance;

/// <summary>What was found in one series and what became of it. In a dry run: what would.</summary>
public sealed record SeriesMaintenance
{
    public required SeriesId Series { get; init; }

    /// <summary>What was looked at, on the timeframe's grid.</summary>
    public required TimeRange Range { get; init; }

    /// <summary>Rows looked at.</summary>
    public long Rows { get; init; }

    /// <summary>Rows compared with what the exchange publishes.</summary>
    public long Compared { get; init; }

    /// <summary>Places where candles were missing; those among them that the exchange itself has not.</summary>
    public long GapsFound { get; init; }

    /// <summary>Of these, closed completely.</summary>
    public long GapsFilled { get; init; }

    public long MissingFound { get; init; }

    public long MissingFilled { get; init; }

    /// <summary>Rows that say again what another one says, with the same time or with one off the grid.</summary>
    public long DuplicatesFound { get; init; }

    public long DuplicatesRemoved { get; init; }

    /// <summary>Rows that no candle can be, and rows that differ from what the exchange publishes.</summary>
    public long InvalidFound { get; init; }

    /// <summary>Of these, replaced by what the exchange publishes, or removed where it publishes nothing.</summary>
    public long InvalidFixed { get; init; }

    public int Requests { get; init; }

    public IReadOnlyList<FetchFailure> Failures { get; init; } = [];

    /// <summary>Holes that stay, whatever the cause.</summary>
    public IReadOnlyList<Gap> Gaps { get; init; } = [];

    /// <summary>What is wrong still; holes that the exchange itself has are not.</summary>
    public IReadOnlyList<Leftover> Left { get; init; } = [];

    public TimeSpan Duration { get; init; }
}
