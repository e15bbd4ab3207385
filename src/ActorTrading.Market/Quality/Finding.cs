namespace ActorTrading.Market.Quality;

/// <summary>One thing that a check found.</summary>
/// <param name="Row">Place in what was checked, from 0; -1 where there is no row, as for a gap at the end.</param>
/// <param name="Time">Open time concerned, µs; for a gap that of the first missing candle. 0 where the row has none that can be read.</param>
/// <param name="Count">Rows concerned: candles missing in a gap, otherwise 1.</param>
/// <param name="Detail">Field, value and what would be right, for people.</param>
public sealed record Finding(FindingRule Rule, FindingSeverity Severity, FindingAction Action, long Row, long Time, long Count, string Detail);
