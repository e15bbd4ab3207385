namespace ActorTrading.Market.Candles;

/// <summary>Where a candle comes from; see <see cref="CandleSources.Trust"/>. The numbers and the lower-case names are stored: they are never given a new meaning.</summary>
public enum CandleSource : byte
{
    /// <summary>Rolled up here from finer candles or built from trades.</summary>
    Derived = 1,

    /// <summary>Read from a file that somebody gave.</summary>
    Import = 2,

    /// <summary>Made by the market simulator.</summary>
    Simulated = 3,

    /// <summary>Published by OKX.</summary>
    Okx = 16,

    /// <summary>Published by Binance.</summary>
    Binance = 17,
}
