using System.ComponentModel;
using System.Globalization;
using ActorTrading.Market;
using ActorTrading.Market.Candles;
using ActorTrading.Node.Configuration;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace ActorTrading.Node.Http;

/// <summary>Which stored rows a request asks for, as it was written.</summary>
internal sealed record DataQuery(
    [property: FromQuery(Name = "symbol"), Description("For example BTC-USDT.")] string? Symbol,
    [property: FromQuery(Name = "timeframe"), Description("1m, 5m, 15m, 1h, 4h or 1d; 1h by default.")] string? Timeframe,
    [property: FromQuery(Name = "from"), Description("The earliest time: ISO 8601, or milliseconds since 1970. From the first row on by default.")] string? From,
    [property: FromQuery(Name = "to"), Description("The first time that is too late. All rows by default.")] string? To,
    [property: FromQuery(Name = "limit"), Description("Most rows in the answer: from 1 to http.bars-page-limit, 100 by default; csv is not limited by default.")] string? Limit,
    [property: FromQuery(Name = "cursor"), Description("The 'next' of the page before; the other parameters stay as they were.")] string? Cursor,
    [property: FromQuery(Name = "format"), Description("json or csv; without it the Accept header decides.")] string? Format)
{
    private const int DefaultLimit = 100;

    /// <param name="timeframe">Where the request names none.</param>
    public bool TryRead(HttpRequest request, NodeOptions node, Timeframe timeframe, out DataPage page, out ProblemHttpResult? problem)
    {
        page = default;
        if (!ActorTrading.Market.Symbol.TryParse(Symbol, out var symbol))
        {
            problem = Problems.BadRequest("symbol", Symbol, "a symbol such as BTC-USDT");
            return false;
        }

        if (Timeframe is not null && !ActorTrading.Market.Timeframe.TryParse(Timeframe, out timeframe))
        {
            problem = Problems.BadRequest("timeframe", Timeframe, $"one of {string.Join(", ", ActorTrading.Market.Timeframe.All)}");
            return false;
        }

        if (!TryReadRange(out var range, out problem) || !TryReadLimit(node, out var limit, out problem) || !TryReadFormat(request, out var isCsv, out problem))
        {
            return false;
        }

        if (Cursor is not null)
        {
            if (!long.TryParse(Cursor, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var after) || after == long.MaxValue)
            {
                problem = Problems.BadRequest("cursor", Cursor, "the 'next' of an earlier answer");
                return false;
            }

            range = range with { From = Math.Max(range.From, after + 1) };
        }

        page = new DataPage(new SeriesId(symbol, timeframe), range, isCsv ? (Limit is null ? long.MaxValue : limit) : limit, isCsv);
        return true;
    }

    public bool TryReadRange(out TimeRange range, out ProblemHttpResult? problem)
    {
        var (from, to) = (long.MinValue / 2, long.MaxValue / 2);
        range = default;
        if (From is not null && !Times.TryParse(From, out from))
        {
            problem = Problems.BadRequest("from", From, Times.Expected);
            return false;
        }

        if (To is not null && !Times.TryParse(To, out to))
        {
            problem = Problems.BadRequest("to", To, Times.Expected);
            return false;
        }

        range = new TimeRange(from, to);
        problem = range.IsEmpty ? Problems.BadRequest("to", To, $"a time after from, {From}") : null;
        return problem is null;
    }

    public bool TryReadLimit(NodeOptions node, out int limit, out ProblemHttpResult? problem)
    {
        var most = node.Http.BarsPageLimit;
        limit = Math.Min(DefaultLimit, most);
        problem = Limit is not null && (!int.TryParse(Limit, NumberStyles.None, CultureInfo.InvariantCulture, out limit) || limit < 1 || limit > most)
            ? Problems.BadRequest("limit", Limit, $"a whole number from 1 to {most}")
            : null;
        return problem is null;
    }

    private bool TryReadFormat(HttpRequest request, out bool isCsv, out ProblemHttpResult? problem)
    {
        isCsv = Format is null ? request.Headers.Accept.ToString().Contains("text/csv", StringComparison.OrdinalIgnoreCase) : Format == "csv";
        problem = Format is null or "csv" or "json" ? null : Problems.BadRequest("format", Format, "one of json, csv");
        return problem is null;
    }
}
