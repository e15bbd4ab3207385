using ActorTrading.Node.Cli;
using ActorTrading.Node.Composition;
using Microsoft.AspNetCore.Http.HttpResults;

namespace ActorTrading.Node.Http;

internal static class ModelEndpoints
{
    public static void MapModels(this RouteGroupBuilder api) =>
        api.MapGroup("/models").WithTags("Models").MapGet("/performance", GetPerformance).WithName("GetPerformance")
            .WithSummary("How the forecasts have done so far, beside what anyone could have had without a model.");

    internal static Ok<List<PerformanceResponse>> GetPerformance(NodeRuntime runtime) => TypedResults.Ok(
        runtime.View.Symbols.SelectMany(s => s.Scores().Where(x => x.Value.Rows > 0).Select(x => new PerformanceResponse(
            s.Symbol.Value,
            x.Key.Name,
            runtime.Models.Version,
            x.Value.Rows,
            x.Value.BaseRates,
            x.Value.Accuracy,
            x.Value.MajorityAccuracy,
            x.Value.LogLoss,
            Json.Number(x.Value.BaseRateLogLoss),
            Json.Number(x.Value.EwmaLogLoss),
            Json.Number(x.Value.Skill),
            x.Value.Ece,
            x.Value.Brier,
            x.Value.IntervalLevel,
            x.Value.IntervalCoverage,
            Json.Number(x.Value.DirectionalHitRate),
            x.Value.DirectionalRows,
            Json.Number(x.Value.DirectionalP),
            x.Value.Weights,
            runtime.Feed.Feed.IsSimulated))).ToList());
}
