using ActorTrading.Market.Candles;

namespace ActorTrading.Storage.MarketData;

/// <summary>What is stored of a series.</summary>
/// <param name="Count">Candles, forming ones too.</param>
/// <param name="First">Open time of the oldest, µs.</param>
/// <param name="Last">Open time of the newest, µs.</param>
public sealed record SeriesSummary(SeriesId Series, long Count, long First, long Last);
