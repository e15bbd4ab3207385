namespace ActorTrading.Market.Observations;

/// <summary>One value of an external series, with the two times that matter: what it is about and since when it can be known.</summary>
/// <param name="EventTime">What the value describes, µs since the Unix epoch, UTC; for a day its start.</param>
/// <param name="KnownAt">The first moment at which it could be used, µs.</param>
/// <param name="Value">Finite; the unit is the series' own.</param>
public readonly record struct Observation(long EventTime, long KnownAt, double Value);
