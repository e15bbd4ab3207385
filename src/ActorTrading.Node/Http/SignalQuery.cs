using System.ComponentModel;
using System.Globalization;
using ActorTrading.Market.Candles;
using ActorTrading.Node.Configuration;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace ActorTrading.Node.Http;

/// <summary>Which signals or analyses a request asks for, as it was written.</summary>
internal sealed record SignalQuery(
    [property: FromQuery(Name = "symbol"), Description("For example BTC-USDT.")] string? Symbol,
    [property: FromQuery(Name = "from"), Description("The earliest time: ISO 8601, or milliseconds since 1970. From the first row on by default.")] string? From,
    [property: FromQuery(Name = "to"), Description("The first time that is too late. All rows by default.")] string? To,
    [property: FromQuery(Name = "limit"), Description("Most rows in the answer: from 1 to http.bars-page-limit, 100 by default.")] string? Limit,
    [property: FromQuery(Name = "cursor"), Description("The 'next' of the page before; the other parameters stay as they were.")] string? Cursor)
{
    /// <summary>Where to go on: after the row of this number among those of the range's first time.</summary>
    public static string CursorOf(long time, long id) => FormattableString.Invariant($"{time}_{id}");

    public bool TryRead(NodeOptions node, out Market.Symbol? symbol, out TimeRange range, out long after, out int limit, out ProblemHttpResult? problem)
    {
        (after, limit) = (0, 0);
        if (!new StatisticsQuery(Symbol, From, To).TryRead(out symbol, out range, out problem)
            || !new DataQuery(null, null, null, null, Limit, null, null).TryReadLimit(node, out limit, out problem))
        {
            return false;
        }

        if (Cursor is null)
        {
            return true;
        }

        var parts = Cursor.Split('_');
        if (parts.Length != 2
            || !long.TryParse(parts[0], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var time)
            || !long.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out after))
        {
            problem = Problems.BadRequest("cursor", Cursor, "the 'next' of an earlier answer");
            return false;
        }

        if (time >= range.From)
        {
            range = range with { From = time };
        }
        else
        {
            // Not of these parameters: it leaves nothing out.
            after = 0;
        }

        return true;
    }
}
