using System.Collections.Concurrent;
using ActorTrading.Engine.Schedules;
using ActorTrading.Feeds.Exchanges;
using ActorTrading.Node.Configuration;
using ActorTrading.Node.Logging;
using ActorTrading.Node.Schedules;
using ActorTrading.Storage.MarketData;

namespace ActorTrading.Node.Composition;

/// <summary>What a running node does regularly by itself, shared with the other nodes on its database.</summary>
internal sealed class NodeJobs : IAsyncDisposable
{
    private static readonly TimeSpan EndWithin = TimeSpan.FromSeconds(3);

    private readonly MarketDatabase? _database;
    private readonly IExchangeClient? _own;
    private readonly TimeProvider _clock;
    private readonly ConcurrentDictionary<string, string> _results = new();
    private readonly CancellationTokenSource _stop = new();
    private Task _running = Task.CompletedTask;

    private NodeJobs(MarketDatabase? database, IExchangeClient? own, TimeProvider clock) => (_database, _own, _clock) = (database, own, clock);

    /// <param name="runtime">Its symbols are kept complete where the settings name none, and are told what was corrected; its database stays open.</param>
    /// <param name="logger">Told of every run.</param>
    public static NodeJobs Start(NodeOptions node, NodeRuntime runtime, TimeProvider time, ILogger logger)
    {
        if (node.Schedule.Jobs == JobUse.Off)
        {
            return new NodeJobs(null, null, time);
        }

        var database = runtime.Recording.Database;
        var plans = new List<JobPlan>();
        if (node.Sync.DataRetentionDays > 0)
        {
            plans.Add(JobPlan.Every(RetentionJob.Every, new RetentionJob(database, node.Sync.DataRetentionDays, runtime.View)));
        }

        IExchangeClient? own = null;
        if (node.Schedule.Jobs == JobUse.On || node.Feed.Kind is not (FeedKind.Simulated or FeedKind.Recorded))
        {
            // One for all that asks the exchange, the live feed included: it is the client that keeps the exchange's limits.
            own = runtime.Feed.Exchange is null ? Exchanges.Create(node, null, time) : null;
            plans.AddRange(Fetching(node, runtime, runtime.Feed.Exchange ?? own!, time));
        }

        var jobs = new NodeJobs(database, own, time);
        var options = new SchedulerOptions { Holder = $"{Environment.MachineName}:{Environment.ProcessId}:{Guid.NewGuid():N}", Lease = node.Schedule.Lease };
        jobs._running = new Scheduler(database.Jobs, plans, options, time, e => jobs.Log(logger, e)).RunAsync(jobs._stop.Token);
        return jobs;
    }

    /// <summary>As the database has them; none where this node takes no part.</summary>
    public async Task<IReadOnlyList<ScheduledJob>> AllAsync(CancellationToken cancellationToken) => _database is null ? [] : await _database.Jobs.AllAsync(cancellationToken);

    /// <summary>Breaks off what runs; it is done again by whoever is up next.</summary>
    public async ValueTask DisposeAsync()
    {
        if (!await _running.EndAsync(_stop, EndWithin, _clock))
        {
            return;
        }

        if (_own is not null)
        {
            await _own.DisposeAsync();
        }

        _stop.Dispose();
    }

    private static IEnumerable<JobPlan> Fetching(NodeOptions node, NodeRuntime runtime, IExchangeClient exchange, TimeProvider time)
    {
        var database = runtime.Recording.Database;
        if (node.Schedule.Maintain is { } cron)
        {
            yield return JobPlan.By(cron, new MaintainJob(node, database, exchange, runtime.KeptSymbols, time) { Corrections = runtime.Corrections });
        }

        if (node.Schedule.Sync && node.Sync.EnableBackfill)
        {
            yield return JobPlan.Every(node.Sync.SyncInterval, new SyncJob(node, database, exchange, runtime.KeptSymbols, time) { Corrections = runtime.Corrections });
        }
    }

    private void Log(ILogger logger, JobEvent e)
    {
        switch (e.Kind)
        {
            case JobEventKind.Started:
                logger.JobStarted(e.Job, e.Text);
                break;
            case JobEventKind.Done:

                // What comes out the same each time is news once.
                var isNews = !_results.TryGetValue(e.Job, out var last) || last != e.Text;
                _results[e.Job] = e.Text;
                logger.JobDone(isNews ? LogLevel.Information : LogLevel.Debug, e.Job, e.Duration, e.Text);
                break;
            case JobEventKind.Failed:
                logger.JobFailed(e.Job.Length > 0 ? e.Job : "(all)", e.Text);
                break;
            default:
                logger.JobBrokenOff(e.Job, e.Duration, e.Text);
                break;
        }
    }
}
