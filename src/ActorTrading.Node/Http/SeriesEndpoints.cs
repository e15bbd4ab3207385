using ActorTrading.Node.Composition;
using ActorTrading.Node.Configuration;
using ActorTrading.Storage;
using ActorTrading.Storage.MarketData;
using Microsoft.AspNetCore.Http.HttpResults;

namespace ActorTrading.Node.Http;

internal static class SeriesEndpoints
{
    public static void MapSeries(this RouteGroupBuilder api) =>
        api.MapGroup("/series").WithTags("Series").MapGet("/", GetSeriesAsync).WithName("GetSeries")
            .WithSummary("Every external series with the value in force, since when it is known, its age, and whether that is stale.")
            .ProducesProblem(StatusCodes.Status503ServiceUnavailable);

    internal static async Task<Results<Ok<List<SeriesResponse>>, ProblemHttpResult>> GetSeriesAsync(
        NodeOptions node, MarketDatabase database, TimeProvider clock, CancellationToken cancellationToken)
    {
        try
        {
            return TypedResults.Ok((await SeriesState.AllAsync(node.Series, database, clock, cancellationToken)).Select(SeriesResponse.From).ToList());
        }
        catch (StorageException cause)
        {
            return TypedResults.Problem(statusCode: StatusCodes.Status503ServiceUnavailable, title: "The database cannot be read", detail: cause.Message);
        }
    }
}
