using ActorTrading.Market;

namespace ActorTrading.Feeds.Archives;

/// <summary>Parses rows of every layout. No allocation but for a fault.</summary>
internal static class ArchiveRows
{
    private const int MostTrades = int.MaxValue;

    /// <param name="closeTime">The last moment of the candle as the file states it, µs; 0 where it does not.</param>
    public static RowFault? ReadCandle(ReadOnlySpan<byte> line, ArchiveLayout layout, out Bar bar, out long closeTime)
    {
        var row = new RowFields(line);
        var time = row.Time("open_time");
        var open = row.Number("open");
        var high = row.Number("high");
        var low = row.Number("low");
        var close = row.Number("close");
        var volume = row.Volume("volume");
        closeTime = 0;
        long bought = 0;
        decimal quote = 0;
        long trades = 0;
        if (layout == ArchiveLayout.BinanceKlines)
        {
            closeTime = row.Time("close_time");
            quote = row.Decimal("quote_volume");
            trades = row.Whole("count");
            bought = row.Volume("taker_buy_volume");
            row.Skip("taker_buy_quote_volume");
            row.Skip("ignore");
        }

        row.End();
        bar = new Bar(time, open, high, low, close, volume, bought, quote, (int)Math.Min(trades, MostTrades));
        return row.Fault;
    }

    /// <param name="received">The capturing machine's clock, µs; 0 where the file does not tell.</param>
    public static RowFault? ReadTrade(ReadOnlySpan<byte> line, ArchiveLayout layout, out Tick tick, out long received)
    {
        var row = new RowFields(line);
        received = 0;
        if (layout == ArchiveLayout.Trades)
        {
            var time = row.Time("ts_ms");
            var price = row.Number("price");
            var size = row.Number("size");
            var side = row.Side("side");
            tick = new Tick(time, price, size, row.Whole("trade_id"), side);
            received = row.HasMore ? row.Whole("recv_us") : 0;
        }
        else
        {
            var id = row.Whole("id");
            var price = row.Number("price");
            var size = row.Number("qty");
            if (layout == ArchiveLayout.BinanceAggTrades)
            {
                row.Skip("first_id");
                row.Skip("last_id");
            }
            else
            {
                row.Skip("quote_qty");
            }

            var time = row.Time("time");
            // The maker bought, so the taker sold.
            var side = row.Boolean("is_buyer_maker") ? Side.Sell : Side.Buy;
            if (row.HasMore)
            {
                row.Skip("is_best_match");
            }

            tick = new Tick(time, price, size, id, side);
        }

        row.End();
        return row.Fault;
    }
}
