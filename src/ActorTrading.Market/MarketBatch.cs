namespace ActorTrading.Market;

/// <summary>
/// What a feed delivers: data of one symbol in the order of delivery, with the feed's position after the last row.
/// A consumer that has stored <see cref="Position"/> together with the data can resume the feed exactly there.
/// </summary>
/// <param name="Symbol">The instrument of every row in the batch.</param>
/// <param name="Source">The feed's stable name, for example <c>recorded:LTC-USDT.trades.csv.gz</c> or <c>simulated:42</c>.</param>
/// <param name="Position">Rows of this symbol delivered so far, this batch included; ascending from 0.</param>
public abstract record MarketBatch(Symbol Symbol, string Source, long Position)
{
    /// <summary>Rows in the batch; every row advances the position by one.</summary>
    public abstract int Count { get; }

    /// <summary>The position before the first row.</summary>
    public long From => Position - Count;
}
