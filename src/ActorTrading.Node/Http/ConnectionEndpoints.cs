using ActorTrading.Node.Composition;
using Microsoft.AspNetCore.Http.HttpResults;

namespace ActorTrading.Node.Http;

internal static class ConnectionEndpoints
{
    public static void MapConnections(this RouteGroupBuilder api) => api.MapGroup("/connections").WithTags("Connections")
        .MapGet("/", GetConnections).WithName("GetConnections")
        .WithSummary("Every live connection to an exchange: state, reconnects, lag, what it brought, what went wrong. Empty for feeds that have none.");

    internal static Ok<List<ConnectionResponse>> GetConnections(NodeRuntime runtime) =>
        TypedResults.Ok((runtime.Feed.Connections?.Connections ?? []).Select(ConnectionResponse.From).ToList());
}
