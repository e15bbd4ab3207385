using ActorTrading.Market;
using Microsoft.AspNetCore.Http;

namespace ActorTrading.FakeExchange.Rest;

/// <summary>The public REST protocol of Binance spot.</summary>
internal sealed class BinanceRest(FakeMarket market, FakeExchangeOptions options, Faults faults)
{
    private static readonly (int, string) Missing = (400, "-1102");
    private static readonly (int, string) Wrong = (400, "-1100");

    public static int Weight(string path) => path switch
    {
        "/api/v3/klines" => 2,
        "/api/v3/aggTrades" => 4,
        "/api/v3/trades" => 25,
        "/api/v3/exchangeInfo" => 20,
        _ => 1,
    };

    public static Answer Error(int status, string code, string message) => new(status, $"{{\"code\":{code},\"msg\":\"{message}\"}}");

    public static Answer TooMany(int status, int limit, double retryAfterSeconds) => Error(status, "-1003", $"Too much request weight used; current limit is {limit} request weight per 1 MINUTE.") with
    {
        Headers = new() { ["Retry-After"] = $"{Math.Max(0, (long)Math.Ceiling(retryAfterSeconds))}" },
    };

    /// <param name="path">The endpoint.</param>
    /// <param name="query">Its parameters.</param>
    /// <param name="unit">µs per unit of the times in the answer: 1000, or 1 where microseconds were asked for.</param>
    /// <exception cref="Refusal">The request is wrong.</exception>
    public Answer Answer(string path, IQueryCollection query, long unit)
    {
        var parameters = new Parameters(query, Missing, Wrong);
        return path switch
        {
            "/api/v3/ping" => new Answer(200, "{}"),
            "/api/v3/time" => new Answer(200, $"{{\"serverTime\":{Told(unit)}}}"),
            "/api/v3/exchangeInfo" => ExchangeInfo(parameters, unit),
            "/api/v3/klines" => Klines(parameters, unit),
            "/api/v3/aggTrades" => AggTrades(parameters, unit),
            "/api/v3/trades" => Trades(parameters, unit),
            _ => throw new Refusal(404, "-1000", "Not Found"),
        };
    }

    private static Answer Rows(IReadOnlyList<string> rows) => Rest.Answer.Of(rows, r => $"[{string.Join(',', r)}]");

    /// <summary>More than the most is taken for the most.</summary>
    private static int PageLimit(Parameters parameters) => parameters.Number("limit") switch
    {
        null => 500,
        0 => throw new Refusal(400, "-1130", "Data sent for parameter 'limit' is not valid."),
        { } limit => (int)Math.Min(1000, limit),
    };

    private long Told(long unit) => (market.Now + (faults.ClockSkew.Ticks / TimeSpan.TicksPerMicrosecond)) / unit;

    private Answer Klines(Parameters parameters, long unit)
    {
        var symbol = Listed(parameters);
        var grid = BinanceRows.Grid(parameters.Required("interval")) ?? throw new Refusal(400, "-1120", "Invalid interval.");
        var limit = PageLimit(parameters);
        var start = Micros(parameters.Number("startTime"));
        var current = grid.OpenOf(market.Now);
        var to = Micros(parameters.Number("endTime")) is { } end ? Math.Min(end, current) + 1 : current + 1;
        var history = market.History(symbol);
        List<Bar> bars;
        if (start is { } from)
        {
            bars = [.. history.Ascending(grid, from, Math.Min(to, current)).Take(limit)];
            if (bars.Count < limit && current >= from && current < to && market.Forming(symbol, grid) is { } last)
            {
                bars.Add(last);
            }
        }
        else
        {
            bars = current < to && market.Forming(symbol, grid) is { } last ? [last] : [];
            bars.AddRange(history.Descending(grid, 0, Math.Min(to, current)).Take(limit - bars.Count));
            bars.Reverse();
        }

        return Rows([.. bars.Select(bar => BinanceRows.Kline(bar, grid.Length, unit))]);
    }

    private Answer AggTrades(Parameters parameters, long unit)
    {
        var symbol = Listed(parameters);
        var limit = PageLimit(parameters);
        var last = market.LastTradeId(symbol);
        var end = Micros(parameters.Number("endTime")) is { } to ? Math.Min(last, market.LastTradeId(symbol, Math.Min(to, market.Now))) : last;
        var after = parameters.Number("fromId") is { } from
            ? from - 1
            : Micros(parameters.Number("startTime")) is { } start
                ? market.LastTradeId(symbol, Math.Min(start - 1, market.Now))
                : Math.Max(0, end - limit);
        var count = (int)Math.Clamp(end - Math.Max(0, after), 0, limit);
        return Rows([.. market.Trades(symbol, after, count).Select(t => BinanceRows.AggTrade(t, unit))]);
    }

    private Answer Trades(Parameters parameters, long unit)
    {
        var symbol = Listed(parameters);
        var limit = PageLimit(parameters);
        return Rows([.. market.Trades(symbol, Math.Max(0, market.LastTradeId(symbol) - limit), limit).Select(t => BinanceRows.Trade(t, unit))]);
    }

    private Answer ExchangeInfo(Parameters parameters, long unit)
    {
        var names = parameters.Optional("symbols") is { } list
            ? list.Trim('[', ']').Split(',').Select(n => n.Trim().Trim('"')).ToArray()
            : parameters.Optional("symbol") is { } one ? [one] : null;
        var listings = names is null
            ? [.. market.Options.Listings.Where(l => !l.IsPerpetual && market.Lists(l.Symbol))]
            : names.Select(Listed).Select(s => market.History(s).Trades.Listing).ToList();
        var head = $"{{\"timezone\":\"UTC\",\"serverTime\":{Told(unit)},\"rateLimits\":[{{\"rateLimitType\":\"REQUEST_WEIGHT\",\"interval\":\"MINUTE\",\"intervalNum\":1,\"limit\":{options.BinanceWeight}}}," +
            "{\"rateLimitType\":\"RAW_REQUESTS\",\"interval\":\"MINUTE\",\"intervalNum\":5,\"limit\":300000}],\"exchangeFilters\":[],\"symbols\":[";
        return Rest.Answer.Of([.. listings.Select(BinanceRows.Instrument)], rows => $"{head}{string.Join(',', rows)}]}}");
    }

    private Symbol Listed(Parameters parameters) => Listed(parameters.Required("symbol"));

    private Symbol Listed(string name)
    {
        if (name.Any(c => !char.IsAsciiLetterUpper(c) && !char.IsAsciiDigit(c)))
        {
            throw new Refusal(400, "-1100", "Illegal characters found in parameter 'symbol'; legal range is '^[A-Z0-9]{1,20}$'.");
        }

        return market.Options.Listings.FirstOrDefault(l => !l.IsPerpetual && BinanceRows.Name(l.Symbol) == name && market.Lists(l.Symbol))?.Symbol
            ?? throw new Refusal(400, "-1121", "Invalid symbol.");
    }

    /// <summary>Milliseconds or microseconds, told apart by their size.</summary>
    private static long? Micros(long? time) => time is { } t ? t >= 100_000_000_000_000 ? t : t * 1000 : null;
}
