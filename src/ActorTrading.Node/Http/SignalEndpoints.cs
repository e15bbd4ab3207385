using ActorTrading.Engine.Signals;
using ActorTrading.Node.Composition;
using ActorTrading.Node.Configuration;
using ActorTrading.Storage.MarketData;
using Microsoft.AspNetCore.Http.HttpResults;

namespace ActorTrading.Node.Http;

internal static class SignalEndpoints
{
    public static void MapSignals(this RouteGroupBuilder api)
    {
        var group = api.MapGroup("/").WithTags("Signals").AddEndpointFilter(MarketDataEndpoints.TellOutage);
        group.MapGet("/signals", GetSignalsAsync).WithName("GetSignals").WithSummary("Signals that were given and what came of them, oldest first, in pages.").Described();
        group.MapGet("/signals/statistics", GetStatisticsAsync).WithName("GetSignalStatistics")
            .WithSummary("Hit rates and profits by signal, source and confidence, beside those of the same signals given at random times.").Described();
        group.MapGet("/analyses", GetAnalysesAsync).WithName("GetAnalyses").WithSummary("What forecasters answered about a symbol, oldest first, in pages.").Described();
    }

    internal static async Task<Results<Ok<RowsResponse<SignalResponse>>, ProblemHttpResult>> GetSignalsAsync(
        [AsParameters] SignalQuery query, NodeRuntime runtime, NodeOptions node, CancellationToken cancellationToken)
    {
        if (!query.TryRead(node, out var symbol, out var range, out var after, out var limit, out var problem))
        {
            return problem!;
        }

        var rows = await runtime.Recording.Database.Signals.PageAsync(symbol, range, after, limit + 1, cancellationToken);
        return TypedResults.Ok(Page(rows, limit, r => r.Time, SignalResponse.From));
    }

    internal static async Task<Results<Ok<SignalStatistics>, ProblemHttpResult>> GetStatisticsAsync(
        [AsParameters] StatisticsQuery query, NodeRuntime runtime, CancellationToken cancellationToken) =>
        query.TryRead(out var symbol, out var range, out var problem)
            ? TypedResults.Ok(await runtime.Recording.Signals.StatisticsAsync(symbol, range, cancellationToken))
            : problem!;

    internal static async Task<Results<Ok<RowsResponse<AnalysisResponse>>, ProblemHttpResult>> GetAnalysesAsync(
        [AsParameters] SignalQuery query, NodeRuntime runtime, NodeOptions node, CancellationToken cancellationToken)
    {
        if (!query.TryRead(node, out var symbol, out var range, out var after, out var limit, out var problem))
        {
            return problem!;
        }

        if (symbol is not { } named)
        {
            return Problems.BadRequest("symbol", query.Symbol, "a symbol such as BTC-USDT");
        }

        var rows = await runtime.Recording.Database.Analyses.PageAsync(named, range, after, limit + 1, cancellationToken);
        return TypedResults.Ok(Page(rows, limit, r => r.Time, AnalysisResponse.From));
    }

    private static void Described(this RouteHandlerBuilder endpoint) => endpoint
        .ProducesProblem(StatusCodes.Status400BadRequest)
        .ProducesProblem(StatusCodes.Status503ServiceUnavailable);

    private static RowsResponse<TResponse> Page<TRow, TResponse>(IReadOnlyList<Stored<TRow>> rows, int limit, Func<TRow, long> timeOf, Func<TRow, TResponse> respond)
    {
        var next = rows.Count > limit ? SignalQuery.CursorOf(timeOf(rows[limit - 1].Row), rows[limit - 1].Id) : null;
        return new RowsResponse<TResponse>([.. rows.Take(limit).Select(r => respond(r.Row))], next);
    }
}
