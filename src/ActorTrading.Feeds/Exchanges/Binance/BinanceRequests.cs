using ActorTrading.Feeds.Exchanges.Rest;
using ActorTrading.Market;
using ActorTrading.Market.Candles;

namespace ActorTrading.Feeds.Exchanges.Binance;

/// <summary>The requests that Binance understands, and their weights (version 3 of its spot interface, as of 2026-07).</summary>
internal static class BinanceRequests
{
    public const int CandlesPerRequest = 1000;
    public const int TradesPerRequest = 1000;
    private const long Millisecond = 1000;

    /// <summary>Of all requests together, until the exchange tells otherwise.</summary>
    public static RateLimit Weight { get; } = new("weight", 6000, TimeSpan.FromMinutes(1));

    /// <summary>The oldest candles that open in a range, oldest first.</summary>
    /// <param name="range">µs; the exchange takes both bounds as belonging to it.</param>
    public static ExchangeRequest Candles(SeriesId series, TimeRange range, int limit) => Get(
        "klines",
        $"symbol={BinanceNames.Of(series.Symbol)}&interval={BinanceNames.Of(series.Timeframe)}&startTime={range.From / Millisecond}&endTime={(range.To / Millisecond) - 1}&limit={limit}",
        series.ToString(),
        2);

    /// <summary>The first candle ever.</summary>
    public static ExchangeRequest FirstCandle(SeriesId series) => Get(
        "klines",
        $"symbol={BinanceNames.Of(series.Symbol)}&interval={BinanceNames.Of(series.Timeframe)}&startTime=0&limit=1",
        series.ToString(),
        2);

    /// <summary>The oldest trades from an id on, oldest first.</summary>
    public static ExchangeRequest TradesFrom(Symbol symbol, long id, int limit) =>
        Get("aggTrades", $"symbol={BinanceNames.Of(symbol)}&fromId={id}&limit={limit}", symbol.ToString(), 4);

    /// <summary>The newest trades, oldest first.</summary>
    public static ExchangeRequest NewestTrades(Symbol symbol, int limit) =>
        Get("aggTrades", $"symbol={BinanceNames.Of(symbol)}&limit={limit}", symbol.ToString(), 4);

    public static ExchangeRequest ExchangeInfo(Symbol symbol) => Get("exchangeInfo", $"symbol={BinanceNames.Of(symbol)}", symbol.ToString(), 20);

    public static ExchangeRequest ServerTime() => new("/api/v3/time", "time", Weight);

    private static ExchangeRequest Get(string endpoint, string query, string what, int weight) =>
        new($"/api/v3/{endpoint}?{query}", $"{endpoint} {what}", Weight, weight);
}
