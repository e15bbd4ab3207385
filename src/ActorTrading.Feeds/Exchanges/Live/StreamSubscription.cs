using ActorTrading.Market;
using ActorTrading.Market.Candles;

namespace ActorTrading.Feeds.Exchanges.Live;

/// <summary>What an exchange is asked to push: the trades of an instrument, or its candles of one length.</summary>
/// <param name="Timeframe">Null for trades.</param>
public readonly record struct StreamSubscription(Symbol Symbol, Timeframe? Timeframe = null)
{
    public bool IsTrades => Timeframe is null;

    /// <exception cref="InvalidOperationException">It is about trades.</exception>
    public SeriesId Series => new(Symbol, Timeframe ?? throw new InvalidOperationException($"{this} are no candles."));

    public static StreamSubscription Trades(Symbol symbol) => new(symbol);

    public static StreamSubscription Candles(SeriesId series) => new(series.Symbol, series.Timeframe);

    /// <summary>Such as <c>BTC-USDT trades</c> or <c>BTC-USDT 5m</c>.</summary>
    public override string ToString() => $"{Symbol} {(Timeframe is { } length ? length.Name : "trades")}";
}
