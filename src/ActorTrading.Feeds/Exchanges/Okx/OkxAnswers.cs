using ActorTrading.Feeds.Exchanges.Rest;
using ActorTrading.Market;
using ActorTrading.Market.Candles;

namespace ActorTrading.Feeds.Exchanges.Okx;

/// <summary>
/// Reads the rows of OKX, in answers and pushes: every number and time is a string. Volumes, sizes and lots of spot are in the base currency,
/// those of derivatives are all numbers of contracts.
/// </summary>
internal static class OkxAnswers
{
    private const long MostMerged = 1_000_000;

    /// <summary>An array of candles, in the order sent.</summary>
    public static IReadOnlyList<Candle> Candles(ReadOnlySpan<byte> data, Timeframe timeframe)
    {
        var reader = new AnswerReader(data);
        var candles = new List<Candle>();
        reader.BeginArray("data");
        while (reader.NextRow())
        {
            candles.Add(Candle(ref reader, timeframe));
        }

        reader.End();
        return candles;
    }

    /// <summary>One row <c>[ts, o, h, l, c, vol, volCcy, volCcyQuote, confirm]</c>, whose '[' has been read.</summary>
    public static Candle Candle(ref AnswerReader reader, Timeframe timeframe)
    {
        var time = reader.TimeText("ts");
        var open = reader.Price("o");
        var high = reader.Price("h");
        var low = reader.Price("l");
        var close = reader.Price("c");
        var volume = reader.Volume("vol");
        _ = reader.Amount("volCcy");
        var quoteVolume = reader.Amount("volCcyQuote");
        var confirm = reader.IntegerText("confirm");
        if (confirm > 1)
        {
            throw reader.Wrong("confirm", "0 or 1");
        }

        reader.EndRow();
        var bar = new Bar(time, open, high, low, close, volume, 0, quoteVolume, 0);
        CandleRules.Check(ref reader, bar, timeframe);
        return new Candle(bar, CandleSource.Okx, confirm == 1);
    }

    /// <summary>An array of trades, in the order sent.</summary>
    public static IReadOnlyList<Tick> Trades(ReadOnlySpan<byte> data, Symbol symbol)
    {
        var name = OkxNames.Of(symbol);
        var reader = new AnswerReader(data);
        var trades = new List<Tick>();
        reader.BeginArray("data");
        while (reader.NextObject())
        {
            trades.Add(Trade(ref reader, name, out _));
        }

        reader.End();
        return trades;
    }

    /// <summary>One trade, whose '{' has been read.</summary>
    /// <param name="name">What OKX calls the instrument.</param>
    /// <param name="merged">Of how many prints of one taker order it is made; its id is that of the last one.</param>
    public static Tick Trade(ref AnswerReader reader, string name, out long merged)
    {
        long id = 0, time = 0, price = 0, size = 0;
        merged = 1;
        var side = Side.Unknown;
        var isNamed = false;
        while (reader.NextField())
        {
            if (reader.Is("tradeId"u8))
            {
                id = reader.IntegerText("tradeId");
            }
            else if (reader.Is("ts"u8))
            {
                time = reader.TimeText("ts");
            }
            else if (reader.Is("px"u8))
            {
                price = reader.Price("px");
            }
            else if (reader.Is("sz"u8))
            {
                size = reader.Size("sz");
            }
            else if (reader.Is("side"u8))
            {
                side = reader.Text("side") switch
                {
                    "buy" => Side.Buy,
                    "sell" => Side.Sell,
                    _ => throw reader.Wrong("side", "buy or sell"),
                };
            }
            else if (reader.Is("count"u8))
            {
                merged = reader.IntegerText("count");
            }
            else if (reader.Is("instId"u8))
            {
                isNamed = reader.Text("instId") == name ? true : throw reader.Wrong("instId", name);
            }
            else
            {
                reader.Skip();
            }
        }

        if (!(id > 0 && time > 0 && price > 0 && size > 0 && side != Side.Unknown && isNamed))
        {
            throw reader.Missing("a trade needs instId, tradeId, px, sz, side and ts");
        }

        return merged is >= 1 and <= MostMerged && merged <= id
            ? new Tick(time, price, size, id, side)
            : throw reader.WrongRow($"count is {merged} where a number from 1 to the trade's id {id} belongs");
    }

    /// <summary>The one instrument that was asked for; null when the answer has none.</summary>
    public static ExchangeInstrument? Instrument(ReadOnlySpan<byte> data, Symbol symbol)
    {
        var reader = new AnswerReader(data);
        ExchangeInstrument? found = null;
        reader.BeginArray("data");
        while (reader.NextObject())
        {
            found = InstrumentRow(ref reader, symbol) ?? found;
        }

        reader.End();
        return found;
    }

    /// <summary>The clock, µs.</summary>
    public static long Time(ReadOnlySpan<byte> data)
    {
        var reader = new AnswerReader(data);
        long? time = null;
        reader.BeginArray("data");
        while (reader.NextObject())
        {
            while (reader.NextField())
            {
                if (reader.Is("ts"u8))
                {
                    time = reader.TimeText("ts");
                }
                else
                {
                    reader.Skip();
                }
            }
        }

        reader.End();
        return time ?? throw reader.Missing("no field 'ts'");
    }

    private static ExchangeInstrument? InstrumentRow(ref AnswerReader reader, Symbol symbol)
    {
        long tick = 0, lot = 0;
        long? listed = null;
        string? name = null;
        string? state = null;
        while (reader.NextField())
        {
            if (reader.Is("instId"u8))
            {
                name = reader.Text("instId");
            }
            else if (reader.Is("state"u8))
            {
                state = reader.Text("state");
            }
            else if (reader.Is("tickSz"u8))
            {
                tick = reader.Price("tickSz");
            }
            else if (reader.Is("lotSz"u8))
            {
                lot = reader.Price("lotSz");
            }
            else if (reader.Is("listTime"u8))
            {
                listed = reader.TimeTextOrNone("listTime");
            }
            else
            {
                reader.Skip();
            }
        }

        if (name is null || state is null || tick == 0 || lot == 0)
        {
            throw reader.Missing("an instrument needs instId, state, tickSz and lotSz");
        }

        return name == OkxNames.Of(symbol) ? new ExchangeInstrument(new Instrument(symbol, tick, lot), listed, state == "live") : null;
    }
}
