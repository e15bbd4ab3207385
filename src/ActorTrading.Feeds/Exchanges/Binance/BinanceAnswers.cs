using ActorTrading.Feeds.Exchanges.Rest;
using ActorTrading.Market;
using ActorTrading.Market.Candles;

namespace ActorTrading.Feeds.Exchanges.Binance;

/// <summary>Reads the rows of Binance: prices and sizes are strings, times and counts are numbers.</summary>
internal static class BinanceAnswers
{
    /// <summary>An array of candles, in the order sent.</summary>
    /// <param name="now">The time (µs) that it surely was: the newest candle is still forming when it ends later. The others have a successor, so they are final.</param>
    public static IReadOnlyList<Candle> Candles(ReadOnlySpan<byte> data, Timeframe timeframe, long now)
    {
        var reader = new AnswerReader(data);
        var bars = new List<Bar>();
        reader.BeginArray("the answer");
        while (reader.NextRow())
        {
            bars.Add(Bar(ref reader, timeframe));
        }

        reader.End();
        var newest = bars.Count == 0 ? 0 : bars.Max(bar => bar.OpenTime);
        return [.. bars.Select(bar => new Candle(bar, CandleSource.Binance, bar.OpenTime < newest || bar.OpenTime + timeframe.Length <= now))];
    }

    /// <summary>An array of aggregated trades, in the order sent.</summary>
    public static IReadOnlyList<Tick> Trades(ReadOnlySpan<byte> data)
    {
        var reader = new AnswerReader(data);
        var trades = new List<Tick>();
        reader.BeginArray("the answer");
        while (reader.NextObject())
        {
            trades.Add(Trade(ref reader));
        }

        reader.End();
        return trades;
    }

    /// <summary>One aggregated trade, in an answer or a push, whose '{' has been read.</summary>
    public static Tick Trade(ref AnswerReader reader)
    {
        long time = 0, price = 0, size = 0;
        long? id = null;
        bool? buyerIsMaker = null;
        while (reader.NextField())
        {
            if (reader.Is("a"u8))
            {
                id = reader.Integer("a");
            }
            else if (reader.Is("T"u8))
            {
                time = reader.Time("T");
            }
            else if (reader.Is("p"u8))
            {
                price = reader.Price("p");
            }
            else if (reader.Is("q"u8))
            {
                size = reader.Size("q");
            }
            else if (reader.Is("m"u8))
            {
                buyerIsMaker = reader.Flag("m");
            }
            else
            {
                reader.Skip();
            }
        }

        return id is not null && time > 0 && price > 0 && size > 0 && buyerIsMaker is not null
            ? new Tick(time, price, size, id.Value, buyerIsMaker.Value ? Side.Sell : Side.Buy)
            : throw reader.Missing("a trade needs a, p, q, T and m");
    }

    /// <summary>One pushed candle, whose '{' has been read; not checked yet.</summary>
    public static Bar Kline(ref AnswerReader reader, out string interval, out bool isFinal)
    {
        long time = 0, open = 0, high = 0, low = 0, close = 0;
        long? volume = null, buyVolume = null, trades = null;
        decimal? quoteVolume = null;
        bool? closed = null;
        string? length = null;
        while (reader.NextField())
        {
            if (reader.Is("t"u8))
            {
                time = reader.Time("t");
            }
            else if (reader.Is("i"u8))
            {
                length = reader.Text("i");
            }
            else if (reader.Is("o"u8))
            {
                open = reader.Price("o");
            }
            else if (reader.Is("h"u8))
            {
                high = reader.Price("h");
            }
            else if (reader.Is("l"u8))
            {
                low = reader.Price("l");
            }
            else if (reader.Is("c"u8))
            {
                close = reader.Price("c");
            }
            else if (reader.Is("v"u8))
            {
                volume = reader.Volume("v");
            }
            else if (reader.Is("V"u8))
            {
                buyVolume = reader.Volume("V");
            }
            else if (reader.Is("q"u8))
            {
                quoteVolume = reader.Amount("q");
            }
            else if (reader.Is("n"u8))
            {
                trades = reader.Integer("n");
            }
            else if (reader.Is("x"u8))
            {
                closed = reader.Flag("x");
            }
            else
            {
                reader.Skip();
            }
        }

        interval = length ?? "";
        isFinal = closed ?? false;
        return time > 0 && open > 0 && high > 0 && low > 0 && close > 0 && length is not null && closed is not null
            && volume is { } all && buyVolume is { } bought && trades is { } count && quoteVolume is { } quote
            ? new Bar(time, open, high, low, close, all, bought, quote, (int)Math.Min(count, int.MaxValue))
            : throw reader.Missing("a candle needs t, i, o, h, l, c, v, V, q, n and x");
    }

    /// <summary>The clock, µs.</summary>
    public static long Time(ReadOnlySpan<byte> data)
    {
        var reader = new AnswerReader(data);
        long? time = null;
        reader.BeginObject("the answer");
        while (reader.NextField())
        {
            if (reader.Is("serverTime"u8))
            {
                time = reader.Time("serverTime");
            }
            else
            {
                reader.Skip();
            }
        }

        reader.End();
        return time ?? throw reader.Missing("no field 'serverTime'");
    }

    private static Bar Bar(ref AnswerReader reader, Timeframe timeframe)
    {
        var time = reader.Time("openTime");
        var open = reader.Price("open");
        var high = reader.Price("high");
        var low = reader.Price("low");
        var close = reader.Price("close");
        var volume = reader.Volume("volume");
        if (reader.Time("closeTime") != time + timeframe.Length - 1000)
        {
            throw reader.Wrong("closeTime", $"the last millisecond of the {timeframe} candle that opens at {time / 1000}");
        }

        var quoteVolume = reader.Amount("quoteVolume");
        var trades = reader.Integer("trades");
        var buyVolume = reader.Volume("takerBuyBase");
        reader.EndRow();
        if (trades > int.MaxValue)
        {
            throw reader.WrongRow($"{trades} trades in one candle");
        }

        var bar = new Bar(time, open, high, low, close, volume, buyVolume, quoteVolume, (int)trades);
        CandleRules.Check(ref reader, bar, timeframe);
        return bar;
    }
}
