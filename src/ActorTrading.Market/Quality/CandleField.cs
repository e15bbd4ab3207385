namespace ActorTrading.Market.Quality;

/// <summary>What a raw row of candles may tell.</summary>
public enum CandleField
{
    OpenTime,
    Open,
    High,
    Low,
    Close,
    Volume,
    QuoteVolume,
    BuyVolume,
    Trades,

    /// <summary>Whether the candle is complete.</summary>
    IsFinal,
}
