using ActorTrading.Feeds.Exchanges.Rest;
using ActorTrading.Market;
using ActorTrading.Market.Candles;

namespace ActorTrading.Feeds.Exchanges.Okx;

/// <summary>The requests that OKX understands, and what it allows of each (version 5 of its interface, as of 2025-11).</summary>
internal static class OkxRequests
{
    public const int CandlesPerRequest = 300;
    public const int TradesPerRequest = 100;

    private static readonly TimeSpan Window = TimeSpan.FromSeconds(2);
    private static readonly RateLimit Candles = new("market/candles", 40, Window);
    private static readonly RateLimit HistoryCandles = new("market/history-candles", 20, Window);
    private static readonly RateLimit HistoryTrades = new("market/history-trades", 20, Window);
    private static readonly RateLimit Instruments = new("public/instruments", 20, Window);
    private static readonly RateLimit Time = new("public/time", 10, Window);

    /// <summary>The newest candles that open before a time, newest first.</summary>
    /// <param name="recent">Whether to ask where only the last 1,440 candles are, and the newest of all.</param>
    /// <param name="before">µs, exclusive.</param>
    public static ExchangeRequest CandlesBefore(SeriesId series, bool recent, long before, int limit) => Get(
        recent ? Candles : HistoryCandles,
        $"instId={OkxNames.Of(series.Symbol)}&bar={OkxNames.Of(series.Timeframe)}&after={before / 1000}&limit={limit}",
        series.ToString());

    /// <summary>The newest trades whose ids are below one and above another, newest first.</summary>
    public static ExchangeRequest TradesBetween(Symbol symbol, long above, long below, int limit) =>
        Get(HistoryTrades, $"instId={OkxNames.Of(symbol)}&type=1&after={below}&before={above}&limit={limit}", symbol.ToString());

    /// <summary>The newest trades, newest first.</summary>
    public static ExchangeRequest NewestTrades(Symbol symbol, int limit) =>
        Get(HistoryTrades, $"instId={OkxNames.Of(symbol)}&type=1&limit={limit}", symbol.ToString());

    public static ExchangeRequest Instrument(Symbol symbol) =>
        Get(Instruments, $"instType={OkxNames.TypeOf(symbol)}&instId={OkxNames.Of(symbol)}", symbol.ToString());

    public static ExchangeRequest ServerTime() => new("/api/v5/public/time", Time.Name, Time);

    private static ExchangeRequest Get(RateLimit limit, string query, string what) => new($"/api/v5/{limit.Name}?{query}", $"{limit.Name} {what}", limit);
}
