using ActorTrading.Feeds.Exchanges.Live;
using ActorTrading.Node.Composition;
using Microsoft.AspNetCore.Http.HttpResults;

namespace ActorTrading.Node.Http;

internal static class HealthEndpoints
{
    public static void MapHealth(this RouteGroupBuilder api) =>
        api.MapGet("/health", GetHealth).WithName("GetHealth").WithTags("Health").WithSummary("Whether the node does its work; 503 once its feed has failed.")
            .Produces<HealthResponse>(StatusCodes.Status503ServiceUnavailable);

    /// <summary>200 while the feed runs, be it with connections that are stale or on their way back, or has ended properly; 503 once it has failed.</summary>
    internal static Results<Ok<HealthResponse>, JsonHttpResult<HealthResponse>> GetHealth(NodeRuntime runtime, TimeProvider clock)
    {
        var feed = runtime.FeedTask switch
        {
            { IsFaulted: true } => "failed",
            { IsCompleted: true } => "ended",
            _ => "running",
        };
        var connections = runtime.Feed.Connections?.Connections ?? [];
        var response = new HealthResponse(
            feed == "failed" ? "unhealthy" : connections.All(c => c.State is ConnectionState.Live && c.Refused.Count == 0) ? "ok" : "degraded",
            ProductInfo.Version,
            (clock.GetUtcNow() - runtime.StartedAt).TotalSeconds,
            runtime.Feed.Feed.Name,
            runtime.Feed.Feed.IsSimulated,
            feed,
            runtime.FeedTask.Exception?.InnerException?.Message,
            runtime.Models.Version,
            runtime.Ingest.Delivered,
            runtime.View.Symbols.Count,
            runtime.View.UnknownSymbols.ToDictionary(u => u.Key.Value, u => u.Value),
            Times.Text(runtime.View.Now()),
            connections.ToDictionary(c => c.Name, c => c.State));
        return feed == "failed" ? TypedResults.Json(response, statusCode: StatusCodes.Status503ServiceUnavailable) : TypedResults.Ok(response);
    }
}
