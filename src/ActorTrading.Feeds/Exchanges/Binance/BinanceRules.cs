using ActorTrading.Feeds.Exchanges.Rest;
using ActorTrading.Market;

namespace ActorTrading.Feeds.Exchanges.Binance;

/// <summary>What Binance tells about a symbol and about its own limits.</summary>
/// <param name="Weight">Of all requests in a minute; null where the exchange does not tell.</param>
/// <param name="Instrument">Null where the answer does not have the symbol.</param>
internal sealed record BinanceRules(RateLimit? Weight, Instrument? Instrument, bool IsTrading)
{
    public static BinanceRules Read(ReadOnlySpan<byte> data, Symbol symbol)
    {
        var reader = new AnswerReader(data);
        var rules = new BinanceRules(null, null, false);
        reader.BeginObject("the answer");
        while (reader.NextField())
        {
            if (reader.Is("rateLimits"u8))
            {
                reader.BeginArray("rateLimits");
                while (reader.NextObject())
                {
                    rules = rules with { Weight = ReadLimit(ref reader) ?? rules.Weight };
                }
            }
            else if (reader.Is("symbols"u8))
            {
                reader.BeginArray("symbols");
                while (reader.NextObject())
                {
                    rules = ReadSymbol(ref reader, symbol, rules);
                }
            }
            else
            {
                reader.Skip();
            }
        }

        reader.End();
        return rules;
    }

    private static RateLimit? ReadLimit(ref AnswerReader reader)
    {
        var type = "";
        var interval = "";
        long number = 0, limit = 0;
        while (reader.NextField())
        {
            if (reader.Is("rateLimitType"u8))
            {
                type = reader.Text("rateLimitType");
            }
            else if (reader.Is("interval"u8))
            {
                interval = reader.Text("interval");
            }
            else if (reader.Is("intervalNum"u8))
            {
                number = reader.Integer("intervalNum");
            }
            else if (reader.Is("limit"u8))
            {
                limit = reader.Integer("limit");
            }
            else
            {
                reader.Skip();
            }
        }

        if (type != "REQUEST_WEIGHT")
        {
            return null;
        }

        return interval == "MINUTE" && number is >= 1 and <= 1440 && limit is >= 1 and <= int.MaxValue
            ? BinanceRequests.Weight with { Permits = (int)limit, Window = TimeSpan.FromMinutes(number) }
            : throw reader.WrongRow("the limit of weights needs intervalNum from 1, interval MINUTE and limit from 1");
    }

    private static BinanceRules ReadSymbol(ref AnswerReader reader, Symbol symbol, BinanceRules rules)
    {
        string? name = null;
        string? status = null;
        long tick = 0, lot = 0;
        while (reader.NextField())
        {
            if (reader.Is("symbol"u8))
            {
                name = reader.Text("symbol");
            }
            else if (reader.Is("status"u8))
            {
                status = reader.Text("status");
            }
            else if (reader.Is("filters"u8))
            {
                reader.BeginArray("filters");
                while (reader.NextObject())
                {
                    ReadFilter(ref reader, ref tick, ref lot);
                }
            }
            else
            {
                reader.Skip();
            }
        }

        if (name is null || status is null)
        {
            throw reader.Missing("a symbol needs symbol and status");
        }

        return name == BinanceNames.Of(symbol)
            ? rules with { Instrument = new Instrument(symbol, Math.Max(1, tick), Math.Max(1, lot)), IsTrading = status == "TRADING" }
            : rules;
    }

    private static void ReadFilter(ref AnswerReader reader, ref long tick, ref long lot)
    {
        var type = "";
        long tickSize = 0, stepSize = 0;
        while (reader.NextField())
        {
            if (reader.Is("filterType"u8))
            {
                type = reader.Text("filterType");
            }
            else if (reader.Is("tickSize"u8))
            {
                tickSize = reader.Step("tickSize");
            }
            else if (reader.Is("stepSize"u8))
            {
                stepSize = reader.Step("stepSize");
            }
            else
            {
                reader.Skip();
            }
        }

        tick = type == "PRICE_FILTER" ? tickSize : tick;
        lot = type == "LOT_SIZE" ? stepSize : lot;
    }
}
