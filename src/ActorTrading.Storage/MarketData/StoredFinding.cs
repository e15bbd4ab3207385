using ActorTrading.Market.Candles;
using ActorTrading.Market.Quality;

namespace ActorTrading.Storage.MarketData;

/// <summary>A finding with where it comes from and what became of it.</summary>
/// <param name="Id">Given by the database; ignored when added.</param>
/// <param name="Cause">Of a gap; unknown for everything else.</param>
/// <param name="Source">Which check or run found it, such as <c>maintain</c> or a file's name.</param>
/// <param name="FoundAt">µs since the Unix epoch.</param>
/// <param name="ResolvedAt">µs; null while it is open.</param>
public sealed record StoredFinding(long Id, SeriesId Series, Finding Finding, GapCause Cause, string Source, long FoundAt, long? ResolvedAt);
