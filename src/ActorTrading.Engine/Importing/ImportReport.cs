using ActorTrading.Feeds.Archives;
using ActorTrading.Market.Candles;
using ActorTrading.Market.Quality;
using ActorTrading.Storage.MarketData;

namespace ActorTrading.Engine.Importing;

/// <summary>What became of the rows of a file.</summary>
public sealed record ImportReport
{
    public required ArchiveFile File { get; init; }

    /// <summary>All rows but the header.</summary>
    public required long Rows { get; init; }

    /// <summary>Rows that were not used, by rule.</summary>
    public required IReadOnlyDictionary<FindingRule, long> Refused { get; init; }

    /// <summary>Of a file of trades: candles left out because trades of theirs are missing, at its ends or where ids were jumped over.</summary>
    public required long Incomplete { get; init; }

    /// <summary>By series; in a dry run all 0 but <see cref="UpsertResult.Inserted"/>, which then is what would be stored or found equal. Revisions are not listed.</summary>
    public required IReadOnlyDictionary<SeriesId, UpsertResult> Stored { get; init; }

    /// <summary>The first refused rows of each rule, by row; their details begin with the line in the file.</summary>
    public required IReadOnlyList<Finding> Listed { get; init; }

    /// <summary>Of the candles that were used; null for trades, or where it was not to be checked.</summary>
    public ConsistencyCounts? Consistency { get; init; }
}
