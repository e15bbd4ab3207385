using System.ComponentModel;
using ActorTrading.Market.Candles;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace ActorTrading.Node.Http;

/// <summary>Which signals are counted, as it was written.</summary>
internal sealed record StatisticsQuery(
    [property: FromQuery(Name = "symbol"), Description("For example BTC-USDT. All by default.")] string? Symbol,
    [property: FromQuery(Name = "from"), Description("The earliest time: ISO 8601, or milliseconds since 1970. From the first row on by default.")] string? From,
    [property: FromQuery(Name = "to"), Description("The first time that is too late. All rows by default.")] string? To)
{
    public bool TryRead(out Market.Symbol? symbol, out TimeRange range, out ProblemHttpResult? problem)
    {
        symbol = null;
        if (!new DataQuery(Symbol, null, From, To, null, null, null).TryReadRange(out range, out problem))
        {
            return false;
        }

        if (Symbol is not null)
        {
            if (!Market.Symbol.TryParse(Symbol, out var named))
            {
                problem = Problems.BadRequest("symbol", Symbol, "a symbol such as BTC-USDT");
                return false;
            }

            symbol = named;
        }

        return true;
    }
}
