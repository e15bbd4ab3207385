using System.Buffers.Text;
using ActorTrading.Feeds.Recorded;

namespace ActorTrading.Feeds.Archives;

/// <summary>Tells layouts apart and says what their columns are.</summary>
public static class ArchiveFormats
{
    internal const string Known = "expected candles (open_time_ms,open,high,low,close,volume), trades (ts_ms,price,size,side,trade_id[,recv_us]), klines, aggTrades or trades of the Binance archive, or a header that names open time, open, high, low, close and volume";

    private static readonly string[][] Headers =
    [
        ["open_time_ms,open,high,low,close,volume", "open_time,open,high,low,close,volume"],
        ["ts_ms,price,size,side,trade_id", "ts_ms,price,size,side,trade_id,recv_us"],
        ["open_time,open,high,low,close,volume,close_time,quote_volume,count,taker_buy_volume,taker_buy_quote_volume,ignore",
            "open_time,open,high,low,close,volume,close_time,quote_volume,count,taker_buy_base,taker_buy_quote,ignore"],
        ["agg_trade_id,price,quantity,first_trade_id,last_trade_id,transact_time,is_buyer_maker",
            "agg_trade_id,price,quantity,first_trade_id,last_trade_id,transact_time,is_buyer_maker,is_best_match",
            "agg_trade_id,price,qty,first_id,last_id,timestamp,is_buyer_maker", "agg_trade_id,price,qty,first_id,last_id,timestamp,is_buyer_maker,is_best_match"],
        ["id,price,qty,quote_qty,time,is_buyer_maker", "id,price,qty,quote_qty,time,is_buyer_maker,is_best_match"],
    ];

    public static bool IsTrades(this ArchiveLayout layout) => layout is ArchiveLayout.Trades or ArchiveLayout.BinanceAggTrades or ArchiveLayout.BinanceTrades;

    public static bool IsBinance(this ArchiveLayout layout) => layout is ArchiveLayout.BinanceKlines or ArchiveLayout.BinanceAggTrades or ArchiveLayout.BinanceTrades;

    /// <summary>The layout whose header this line is; null for any other line.</summary>
    internal static ArchiveLayout? OfHeader(ReadOnlySpan<byte> line)
    {
        for (var layout = 0; layout < Headers.Length; layout++)
        {
            foreach (var header in Headers[layout])
            {
                if (System.Text.Ascii.EqualsIgnoreCase(line, header))
                {
                    return (ArchiveLayout)layout;
                }
            }
        }

        return null;
    }

    /// <summary>The layout that a row without a header has, by its number of columns and the words in it; null for none.</summary>
    internal static ArchiveLayout? OfRow(ReadOnlySpan<byte> line)
    {
        var columns = 0;
        var words = 0;
        for (var last = false; !last && columns < 16; columns++)
        {
            var field = Fields.Next(ref line, out last);
            if (IsWord(field))
            {
                words |= 1 << columns;
            }
            else if (!Utf8Parser.TryParse(field, out decimal _, out var used) || used != field.Length)
            {
                return null;
            }
        }

        return (columns, words) switch
        {
            (5 or 6, 1 << 3) => ArchiveLayout.Trades,
            (6, 0) => ArchiveLayout.Candles,
            (12, 0) => ArchiveLayout.BinanceKlines,
            (6, 1 << 5) or (7, (1 << 5) | (1 << 6)) => ArchiveLayout.BinanceTrades,
            (7, 1 << 6) or (8, (1 << 6) | (1 << 7)) => ArchiveLayout.BinanceAggTrades,
            _ => null,
        };
    }

    private static bool IsWord(ReadOnlySpan<byte> field)
    {
        foreach (var word in (ReadOnlySpan<string>)["buy", "sell", "true", "false"])
        {
            if (System.Text.Ascii.EqualsIgnoreCase(field, word))
            {
                return true;
            }
        }

        return false;
    }
}
