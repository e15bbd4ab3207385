using ActorTrading.Market.Observations;

namespace ActorTrading.Feeds.Observations;

/// <summary>What one look at a source gave.</summary>
/// <param name="Observations">By event time.</param>
/// <param name="Refused">Rows that could not be used.</param>
/// <param name="FetchedAt">When, µs.</param>
public sealed record ObservationFetch(IReadOnlyList<Observation> Observations, IReadOnlyList<RefusedObservation> Refused, long FetchedAt);
