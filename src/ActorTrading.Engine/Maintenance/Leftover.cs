using ActorTrading.Market.Candles;
using ActorTrading.Market.Quality;

namespace ActorTrading.Engine.Maintenance;

/// <summary>Something that is not right and could not be repaired.</summary>
/// <param name="Range">Where.</param>
/// <param name="Rule">What is wrong.</param>
/// <param name="Cause">Why it is left.</param>
/// <param name="Detail">For people.</param>
public sealed record Leftover(SeriesId Series, TimeRange Range, FindingRule Rule, GapCause Cause, string Detail);
