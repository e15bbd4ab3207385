namespace ActorTrading.Feeds.Archives;

/// <summary>The columns of a file of market data.</summary>
public enum ArchiveLayout
{
    /// <summary><c>open_time_ms,open,high,low,close,volume</c>.</summary>
    Candles,

    /// <summary><c>ts_ms,price,size,side,trade_id[,recv_us]</c>.</summary>
    Trades,

    /// <summary>Binance's archive of candles: <c>open_time,open,high,low,close,volume,close_time,quote_volume,count,taker_buy_volume,taker_buy_quote_volume,ignore</c>.</summary>
    BinanceKlines,

    /// <summary>Binance's archive of trades joined by order: <c>agg_trade_id,price,qty,first_id,last_id,timestamp,is_buyer_maker[,is_best_match]</c>.</summary>
    BinanceAggTrades,

    /// <summary>Binance's archive of single trades: <c>id,price,qty,quote_qty,time,is_buyer_maker[,is_best_match]</c>.</summary>
    BinanceTrades,

    /// <summary>Candles under any other header that names at least open time, open, high, low, close and volume; columns may stand in quotes.</summary>
    NamedCandles,
}
