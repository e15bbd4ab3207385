namespace ActorTrading.Feeds.Recorded;

/// <summary>What the rows of a recorded file are.</summary>
public enum RecordedKind
{
    /// <summary><c>ts_ms,price,size,side,trade_id[,recv_us]</c>.</summary>
    Trades,

    /// <summary><c>open_time_ms,open,high,low,close,volume</c>.</summary>
    Candles,
}
