using ActorTrading.Market.Observations;

namespace ActorTrading.Storage.MarketData;

/// <summary>What is stored of one external series.</summary>
/// <param name="Count">Values, all versions counted.</param>
/// <param name="First">The earliest event time, µs.</param>
/// <param name="Last">The latest event time, µs.</param>
/// <param name="LastKnownAt">Since when the newest version is known, µs.</param>
public sealed record ObservationSummary(ObservationSeriesId Series, long Count, long First, long Last, long LastKnownAt);
