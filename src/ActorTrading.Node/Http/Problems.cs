using ActorTrading.Engine.Views;
using ActorTrading.Market;
using Microsoft.AspNetCore.Http.HttpResults;

namespace ActorTrading.Node.Http;

/// <summary>Refusals as RFC 9457 problem details that say what would be right.</summary>
internal static class Problems
{
    private const int LongestEcho = 60;

    public static ProblemHttpResult BadRequest(string field, string? value, string expected) => TypedResults.Problem(
        statusCode: StatusCodes.Status400BadRequest,
        title: $"Bad {field}",
        detail: $"{field} '{Shorten(value)}' is not {expected}.",
        extensions: new Dictionary<string, object?>(StringComparer.Ordinal) { ["field"] = field });

    /// <summary>The symbol's view, or the problem to answer with.</summary>
    public static SymbolView? FindSymbol(MarketView market, string text, out ProblemHttpResult? problem)
    {
        problem = null;
        if (Symbol.TryParse(text, out var symbol) && market.Find(symbol) is { } view)
        {
            return view;
        }

        var known = market.Symbols;
        problem = TypedResults.Problem(
            statusCode: StatusCodes.Status404NotFound,
            title: "Unknown symbol",
            detail: $"'{Shorten(text)}' is not watched here; {(known.Count == 0 ? "no symbol is yet" : $"there are {string.Join(", ", known.Take(20).Select(s => s.Symbol.Value))}{(known.Count > 20 ? $" and {known.Count - 20} more" : "")}")}.",
            extensions: new Dictionary<string, object?>(StringComparer.Ordinal) { ["field"] = "symbol" });
        return null;
    }

    /// <summary>Gives the problems that the framework itself reports a detail.</summary>
    public static void Complete(ProblemDetailsContext context)
    {
        var request = context.HttpContext.Request;
        context.ProblemDetails.Detail ??= context.ProblemDetails.Status switch
        {
            StatusCodes.Status404NotFound => $"there is nothing at '{Shorten(request.Path.Value)}'; /swagger shows what there is.",
            StatusCodes.Status405MethodNotAllowed => $"{Shorten(request.Method)} is not allowed at '{Shorten(request.Path.Value)}', {context.HttpContext.Response.Headers.Allow} is.",
            >= 500 => "the node failed on this request; its log says why.",
            _ => $"the request for '{Shorten(request.Path.Value)}' cannot be answered as it is.",
        };
    }

    private static string Shorten(string? value) => value is null ? "" : value.Length <= LongestEcho ? value : $"{value[..LongestEcho]}…";
}
