using ActorTrading.Market.Candles;
using ActorTrading.Storage.MarketData;

namespace ActorTrading.Engine.MarketData;

/// <summary>Rows that are computed one per final candle, in order of time, and stored.</summary>
internal interface IDerivedRows
{
    Task<long?> FirstStaleAsync(SeriesId series, long from, CancellationToken cancellationToken);

    Task DeleteFromAsync(SeriesId series, long openTime, CancellationToken cancellationToken);

    Task<Anchor?> AnchorBeforeAsync(SeriesId series, long openTime, CancellationToken cancellationToken);

    IDerivedComputation Begin(SeriesId series);
}
