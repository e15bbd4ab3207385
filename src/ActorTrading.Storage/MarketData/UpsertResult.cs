using ActorTrading.Market.Candles;

namespace ActorTrading.Storage.MarketData;

/// <summary>What became of the candles of an upsert, each counted once. A candle given twice counts as if it had come in two upserts.</summary>
/// <param name="Inserted">Nothing was stored at their open time.</param>
/// <param name="Revised">Replaced a final candle by other values.</param>
/// <param name="Unchanged">Said nothing new.</param>
/// <param name="Outranked">Lost to what was stored.</param>
/// <param name="Revisions">Those that count as revised, as they are stored now, with their new revision; in the order of time.</param>
public sealed record UpsertResult(long Inserted, long Revised, long Unchanged, long Outranked, IReadOnlyList<Candle> Revisions)
{
    /// <summary>Carried a forming candle on, or added details or a better source to equal values.</summary>
    public long Updated { get; init; }
}
