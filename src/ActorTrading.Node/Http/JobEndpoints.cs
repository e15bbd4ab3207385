using ActorTrading.Node.Composition;
using ActorTrading.Storage;
using Microsoft.AspNetCore.Http.HttpResults;

namespace ActorTrading.Node.Http;

internal static class JobEndpoints
{
    public static void MapJobs(this RouteGroupBuilder api) =>
        api.MapGroup("/jobs").WithTags("Jobs").MapGet("", GetJobs).WithName("GetJobs")
            .WithSummary("What the nodes on this database do regularly: when it is due next, and how the last run ended.");

    internal static async Task<Results<Ok<List<JobResponse>>, ProblemHttpResult>> GetJobs(NodeJobs jobs, CancellationToken cancellationToken)
    {
        try
        {
            return TypedResults.Ok((await jobs.AllAsync(cancellationToken)).Select(JobResponse.Of).ToList());
        }
        catch (StorageException failure)
        {
            return TypedResults.Problem(statusCode: StatusCodes.Status503ServiceUnavailable, title: "The database cannot be read", detail: failure.Message);
        }
    }
}
