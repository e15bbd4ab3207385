using System.ComponentModel;
using System.Globalization;
using ActorTrading.Market;
using ActorTrading.Node.Composition;
using ActorTrading.Node.Configuration;
using Microsoft.AspNetCore.Http.HttpResults;

namespace ActorTrading.Node.Http;

internal static class SymbolEndpoints
{
    private const int DefaultLimit = 100;

    public static void MapSymbols(this RouteGroupBuilder api)
    {
        var group = api.MapGroup("/symbols").WithTags("Symbols");
        group.MapGet("/", GetSymbols).WithName("GetSymbols").WithSummary("Every symbol with its last price and what its quality gate did.");
        group.MapGet("/{symbol}/bars", GetBars).WithName("GetBars").WithSummary("Closed bars, oldest first; page back with before = the first bar's openTime.")
            .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status404NotFound);
    }

    internal static Ok<List<SymbolResponse>> GetSymbols(NodeRuntime runtime) => TypedResults.Ok(runtime.View.Symbols.Select(s =>
    {
        var fed = s.Fed();
        return new SymbolResponse(
            s.Symbol.Value,
            fed.LastPrice == 0 ? null : Fixed.ToDecimal(fed.LastPrice),
            Times.Text(fed.LastTime),
            fed.Accepted,
            fed.Refused,
            s.Bars.Counts(),
            [.. fed.Jumps.Select(j => new JumpResponse(j.Row, Times.Text(j.FromTime), Times.Text(j.ToTime), (j.ToTime - j.FromTime) / 1e6, j.MissingIds))],
            runtime.Feed.Feed.Name,
            runtime.Feed.Feed.IsSimulated);
    }).ToList());

    internal static Results<Ok<BarsResponse>, ProblemHttpResult> GetBars(
        [Description("For example BTC-USDT.")] string symbol,
        NodeRuntime runtime,
        NodeOptions node,
        [Description("1m, 5m, 15m, 1h, 4h or 1d; 1h by default.")] string? timeframe = null,
        [Description("Most bars in the answer: from 1 to http.bars-page-limit, 100 by default.")] string? limit = null,
        [Description("Only bars that open before this time: ISO 8601, or milliseconds since 1970.")] string? before = null)
    {
        if (Problems.FindSymbol(runtime.View, symbol, out var problem) is not { } view)
        {
            return problem!;
        }

        if (!Timeframe.TryParse(timeframe ?? "1h", out var length))
        {
            return Problems.BadRequest("timeframe", timeframe, $"one of {string.Join(", ", Timeframe.All)}");
        }

        var most = Math.Min(node.Http.BarsPageLimit, node.Market.BarsRetained);
        var count = Math.Min(DefaultLimit, most);
        if (limit is not null && (!int.TryParse(limit, NumberStyles.None, CultureInfo.InvariantCulture, out count) || count < 1 || count > most))
        {
            return Problems.BadRequest("limit", limit, $"a whole number from 1 to {most}");
        }

        var bound = long.MaxValue;
        if (before is not null && !Times.TryParse(before, out bound))
        {
            return Problems.BadRequest("before", before, Times.Expected);
        }

        return TypedResults.Ok(new BarsResponse(
            view.Symbol.Value,
            length.Name,
            runtime.Feed.Feed.Name,
            runtime.Feed.Feed.IsSimulated,
            [.. view.Bars.Page(length, count, bound).Select(BarResponse.From)]));
    }
}
