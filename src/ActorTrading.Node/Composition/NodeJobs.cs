using ActorTrading.Engine.Schedules;
using ActorTrading.Feeds.Exchanges;
using ActorTrading.Market;
using ActorTrading.Node.Configuration;
using ActorTrading.Node.Logging;
using ActorTrading.Node.Schedules;
using ActorTrading.Storage.MarketData;

namespace ActorTrading.Node.Composition;

/// <summary>What a running node does regularly by itself, shared with the other nodes on its database.</summary>
internal sealed class NodeJobs : IAsyncDisposable
{
    private readonly MarketDatabase? _database;
    private readonly IExchangeClient? _client;
    private readonly CancellationTokenSource _stop = new();
    private Task _running = Task.CompletedTask;

    private NodeJobs(MarketDatabase? database, IExchangeClient? client) => (_database, _client) = (database, client);

    /// <param name="runtime">Its symbols are kept complete where the settings name none; its database stays open.</param>
    /// <param name="logger">Told of every run.</param>
    public static NodeJobs Start(NodeOptions node, NodeRuntime runtime, TimeProvider time, ILogger logger)
    {
        if (node.Schedule.Jobs == JobUse.Off)
        {
            return new NodeJobs(null, null);
        }

        var database = runtime.Recording.Database;
        var plans = new List<JobPlan>();
        if (node.Sync.DataRetentionDays > 0)
        {
            plans.Add(JobPlan.Every(RetentionJob.Every, new RetentionJob(database, node.Sync.DataRetentionDays, runtime.View)));
        }

        IExchangeClient? client = null;
        if (node.Schedule.Jobs == JobUse.On || node.Feed.Kind is not (FeedKind.Simulated or FeedKind.Recorded))
        {
            // One for all jobs and runs: it is the client that keeps the exchange's limits.
            client = Exchanges.Create(node, null, time);
            plans.AddRange(Fetching(node, database, client, node.Sync.Symbols.Count > 0 ? node.Sync.Symbols : runtime.Feed.Feed.Symbols, time));
        }

        var jobs = new NodeJobs(database, client);
        var options = new SchedulerOptions { Holder = $"{Environment.MachineName}:{Environment.ProcessId}:{Guid.NewGuid():N}", Lease = node.Schedule.Lease };
        jobs._running = new Scheduler(database.Jobs, plans, options, time, e => Log(logger, e)).RunAsync(jobs._stop.Token);
        return jobs;
    }

    /// <summary>As the database has them; none where this node takes no part.</summary>
    public async Task<IReadOnlyList<ScheduledJob>> AllAsync(CancellationToken cancellationToken) => _database is null ? [] : await _database.Jobs.AllAsync(cancellationToken);

    /// <summary>Breaks off what runs; it is done again by whoever is up next.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _running;
        if (_client is not null)
        {
            await _client.DisposeAsync();
        }

        _stop.Dispose();
    }

    private static IEnumerable<JobPlan> Fetching(NodeOptions node, MarketDatabase database, IExchangeClient client, IReadOnlyList<Symbol> symbols, TimeProvider time)
    {
        if (node.Schedule.Maintain is { } cron)
        {
            yield return JobPlan.By(cron, new MaintainJob(node, database, client, symbols, time));
        }

        if (node.Schedule.Sync && node.Sync.EnableBackfill)
        {
            yield return JobPlan.Every(node.Sync.SyncInterval, new SyncJob(node, database, client, symbols, time));
        }
    }

    private static void Log(ILogger logger, JobEvent e)
    {
        switch (e.Kind)
        {
            case JobEventKind.Started:
                logger.JobStarted(e.Job, e.Text);
                break;
            case JobEventKind.Done:
                logger.JobDone(e.Job, e.Duration, e.Text);
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
