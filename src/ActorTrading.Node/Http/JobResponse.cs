using ActorTrading.Storage.MarketData;

namespace ActorTrading.Node.Http;

/// <summary>Something that is done regularly. Times are ISO 8601, UTC.</summary>
/// <param name="Name">Of the job.</param>
/// <param name="Schedule">A cron expression in UTC, or an interval.</param>
/// <param name="NextDue">When it is due; in the past while it runs.</param>
/// <param name="RunningOn">Which node runs it now; null where none does.</param>
/// <param name="LastStarted">Null where it never ran.</param>
/// <param name="LastFinished">Null where no run has ended yet.</param>
/// <param name="LastSeconds">How long the last run took; null while one is under way or where one was broken off.</param>
/// <param name="LastResult">What the last run that ended said.</param>
/// <param name="Failed">Whether that run failed.</param>
internal sealed record JobResponse(
    string Name, string Schedule, string? NextDue, string? RunningOn, string? LastStarted, string? LastFinished, double? LastSeconds, string? LastResult, bool Failed)
{
    private const string Failure = "failed: ";

    public static JobResponse Of(ScheduledJob job) => new(
        job.Name,
        job.Schedule,
        Times.Text(job.NextDue),
        job.ClaimedBy,
        Times.Text(job.LastStarted ?? 0),
        Times.Text(job.LastFinished ?? 0),
        job.LastFinished - job.LastStarted is { } span and >= 0 ? span / 1e6 : null,
        job.LastResult,
        job.LastResult?.StartsWith(Failure, StringComparison.Ordinal) ?? false);
}
