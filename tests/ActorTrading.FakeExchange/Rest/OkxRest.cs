using ActorTrading.Market;
using Microsoft.AspNetCore.Http;

namespace ActorTrading.FakeExchange.Rest;

/// <summary>The public REST protocol of OKX v5, spot.</summary>
internal sealed class OkxRest(FakeMarket market, Faults faults)
{
    /// <summary>The newest candles only; older ones are history.</summary>
    private const int CandlesReachBack = 1440;

    private static readonly (int, string) Missing = (400, "50014");
    private static readonly (int, string) Wrong = (400, "51000");

    /// <summary>Requests per two seconds and address.</summary>
    public static int? Limit(string path) => path switch
    {
        "/api/v5/market/candles" => 40,
        "/api/v5/market/history-candles" or "/api/v5/market/history-trades" or "/api/v5/public/instruments" => 20,
        "/api/v5/market/trades" => 100,
        "/api/v5/public/time" => 10,
        _ => null,
    };

    public static Answer Error(int status, string code, string message) => new(status, $"{{\"code\":\"{code}\",\"msg\":\"{message}\",\"data\":[]}}");

    public static Answer TooMany(int status = 429) => Error(status, "50011", "Too Many Requests");

    /// <exception cref="Refusal">The request is wrong.</exception>
    public Answer Answer(string path, IQueryCollection query)
    {
        var parameters = new Parameters(query, Missing, Wrong);
        return path switch
        {
            "/api/v5/market/candles" => Candles(parameters, isHistory: false),
            "/api/v5/market/history-candles" => Candles(parameters, isHistory: true),
            "/api/v5/market/trades" => Trades(parameters),
            "/api/v5/market/history-trades" => HistoryTrades(parameters),
            "/api/v5/public/instruments" => Instruments(parameters),
            "/api/v5/public/time" => Rows([$"{{\"ts\":\"{(market.Now / 1000) + (long)faults.ClockSkew.TotalMilliseconds}\"}}"]),
            _ => throw new Refusal(404, "404", "Not Found"),
        };
    }

    private static Answer Rows(IReadOnlyList<string> rows) => Rest.Answer.Of(rows, r => $"{{\"code\":\"0\",\"msg\":\"\",\"data\":[{string.Join(',', r)}]}}");

    private static int PageLimit(Parameters parameters, int standard, int most) => parameters.Number("limit") switch
    {
        null => standard,
        > 0 and var limit when limit <= most => (int)limit,
        _ => throw new Refusal(400, "51000", "Parameter limit error"),
    };

    private Answer Candles(Parameters parameters, bool isHistory)
    {
        var symbol = Listed(parameters);
        var grid = OkxRows.Grid(parameters.Optional("bar") ?? "1m") ?? throw new Refusal(400, "51000", "Parameter bar error");
        var limit = PageLimit(parameters, 100, 300);
        var current = grid.OpenOf(market.Now);
        var to = parameters.Number("after") is { } after ? Math.Min(Micros(after), current + 1) : current + 1;
        var from = parameters.Number("before") is { } before ? Micros(before) + 1 : long.MinValue;
        from = isHistory ? from : Math.Max(from, current - ((CandlesReachBack - 1) * grid.Length));
        var rows = new List<string>();
        if (!isHistory && current >= from && current < to && market.Forming(symbol, grid) is { } forming)
        {
            rows.Add(OkxRows.Candle(forming, isFinal: false));
        }

        from = Math.Max(from, 0);
        rows.AddRange(market.History(symbol).Descending(grid, from, Math.Min(to, current)).Take(limit - rows.Count).Select(bar => OkxRows.Candle(bar, isFinal: true)));
        return Rows(rows);
    }

    private Answer Trades(Parameters parameters)
    {
        var symbol = Listed(parameters);
        var limit = PageLimit(parameters, 100, 500);
        return Trades(symbol, market.LastTradeId(symbol) - limit, limit);
    }

    private Answer HistoryTrades(Parameters parameters)
    {
        var symbol = Listed(parameters);
        var limit = PageLimit(parameters, 100, 100);
        var history = market.History(symbol).Trades;
        var last = market.LastTradeId(symbol);
        var first = market.LastTradeId(symbol, market.Now - (90 * 1440 * MarketPhase.Minute)) + 1;
        var end = last + 1;
        if (parameters.Number("after") is { } after)
        {
            var isTime = parameters.Optional("type") == "2";
            end = Math.Min(end, isTime ? market.LastTradeId(symbol, Math.Min(market.Now, Micros(after) - 1)) + 1 : after);
        }

        first = Math.Max(first, (parameters.Number("before") ?? 0) + 1);
        var start = Math.Max(first, end - limit);
        return history.Listing.ListedAt <= market.Now && start < end ? Trades(symbol, start - 1, (int)(end - start)) : Rows([]);
    }

    private Answer Trades(Symbol symbol, long afterId, int limit) =>
        Rows([.. market.Trades(symbol, Math.Max(0, afterId), limit).Reverse().Select(t => OkxRows.Trade(market.History(symbol).Trades.Listing, t, pushed: false))]);

    private Answer Instruments(Parameters parameters)
    {
        if (parameters.Required("instType") is not ("SPOT" or "SWAP" or "FUTURES" or "OPTION") and var type)
        {
            throw new Refusal(400, "51000", $"Parameter instType error: {type}");
        }

        var listed = market.Options.Listings.Where(l => parameters.Optional("instType") == l.OkxType && market.Lists(l.Symbol)).ToList();
        if (parameters.Optional("instId") is { } name)
        {
            listed = [.. listed.Where(l => l.OkxName == name)];
            if (listed.Count == 0)
            {
                throw Unknown();
            }
        }

        return Rows([.. listed.Select(OkxRows.Instrument)]);
    }

    private Symbol Listed(Parameters parameters) => market.OnOkx(parameters.Required("instId"))?.Symbol ?? throw Unknown();

    private static Refusal Unknown() => new(200, "51001", "Instrument ID, Instrument ID code, or Spread ID doesn't exist.");

    private static long Micros(long milliseconds) => Math.Min(milliseconds, long.MaxValue / 2000) * 1000;
}
