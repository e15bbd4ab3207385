using System.ComponentModel;
using ActorTrading.Engine.Views;
using ActorTrading.Market;
using ActorTrading.Node.Composition;
using ActorTrading.Node.Configuration;
using Microsoft.AspNetCore.Http.HttpResults;

namespace ActorTrading.Node.Http;

internal static class PredictionEndpoints
{
    public static void MapPredictions(this RouteGroupBuilder api)
    {
        var group = api.MapGroup("/predictions").WithTags("Predictions");
        group.MapGet("/", GetPredictions).WithName("GetPredictions").WithSummary("The newest forecast of every symbol and horizon.");
        group.MapGet("/{symbol}", GetPredictionsOfSymbol).WithName("GetPredictionsOfSymbol").WithSummary("The newest forecasts of a symbol, or the one of a horizon.")
            .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status404NotFound);
    }

    internal static Ok<List<PredictionResponse>> GetPredictions(NodeRuntime runtime, NodeOptions node) =>
        TypedResults.Ok(runtime.View.Symbols.SelectMany(s => Of(s, runtime, node)).ToList());

    internal static Results<Ok<List<PredictionResponse>>, Ok<PredictionResponse>, ProblemHttpResult> GetPredictionsOfSymbol(
        [Description("For example BTC-USDT.")] string symbol,
        NodeRuntime runtime,
        NodeOptions node,
        [Description("For example 1h; without it the answer is a list of one forecast per horizon.")] string? horizon = null)
    {
        if (Problems.FindSymbol(runtime.View, symbol, out var problem) is not { } view)
        {
            return problem!;
        }

        if (horizon is null)
        {
            return TypedResults.Ok(Of(view, runtime, node).ToList());
        }

        if (!Horizon.TryParse(horizon, out var wanted) || !runtime.Engine.Horizons.Contains(wanted))
        {
            return Problems.BadRequest("horizon", horizon, $"one of {string.Join(", ", runtime.Engine.Horizons)}");
        }

        var found = Of(view, runtime, node).FirstOrDefault(p => p.Horizon == wanted.Name);
        return found is not null
            ? TypedResults.Ok(found)
            : TypedResults.Problem(
                statusCode: StatusCodes.Status404NotFound,
                title: "No forecast yet",
                detail: $"{view.Symbol} has not closed enough {runtime.Engine.DecisionTimeframe} bars for a first forecast; try again later.");
    }

    private static IEnumerable<PredictionResponse> Of(SymbolView view, NodeRuntime runtime, NodeOptions node)
    {
        var now = runtime.View.Now();
        return view.Latest().Select(p => PredictionResponse.From(view, p, now, runtime, node));
    }
}
