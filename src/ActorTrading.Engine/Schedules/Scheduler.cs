using ActorTrading.Storage;
using ActorTrading.Storage.MarketData;

namespace ActorTrading.Engine.Schedules;

/// <summary>
/// Runs jobs when they are due. What is due stands in the database, so that it outlives restarts and each run happens on one node of many. Runs that
/// were missed while no node was up are made up by one. All times are UTC.
/// </summary>
/// <param name="jobs">Shared by all nodes.</param>
/// <param name="plans">What this node can run; each name once.</param>
/// <param name="options">How.</param>
/// <param name="time">The clock.</param>
/// <param name="report">Called for a log, from several threads.</param>
public sealed class Scheduler(JobTable jobs, IReadOnlyList<JobPlan> plans, SchedulerOptions options, TimeProvider time, Action<JobEvent> report)
{
    private static readonly TimeSpan LeastWait = TimeSpan.FromMilliseconds(50);

    private readonly Dictionary<string, Task> _running = [];

    /// <summary>Until it is cancelled; runs under way are then broken off and given back. A database that cannot be reached is tried again and again.</summary>
    public async Task RunAsync(CancellationToken cancellation)
    {
        options.Validate();
        var known = false;
        while (!cancellation.IsCancellationRequested)
        {
            var wait = options.LookEvery;
            try
            {
                known = known || await RegisterAsync(cancellation);
                wait = await LookAsync(cancellation);
            }
            catch (StorageException failure)
            {
                report(new JobEvent("", JobEventKind.Failed, failure.Message, TimeSpan.Zero));
            }
            catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
            {
                break;
            }

            await Task.WhenAny(Task.Delay(wait, time, cancellation));
        }

        await Task.WhenAll(_running.Values);
    }

    private async Task<bool> RegisterAsync(CancellationToken cancellation)
    {
        foreach (var plan in plans)
        {
            await jobs.PutAsync(plan.Job.Name, plan.Schedule, plan.Next(Now()), cancellation);
        }

        return true;
    }

    /// <returns>How long there is nothing to do.</returns>
    private async Task<TimeSpan> LookAsync(CancellationToken cancellation)
    {
        var next = Now() + Micros(options.LookEvery);
        foreach (var row in await jobs.AllAsync(cancellation))
        {
            var now = Now();
            if (plans.FirstOrDefault(p => p.Job.Name == row.Name) is not { } plan || (_running.TryGetValue(row.Name, out var run) && !run.IsCompleted))
            {
                continue;
            }

            var due = row.NextDue;
            if (due > plan.Next(plan.Next(now)))
            {
                // More than one run ahead: a clock that was wrong has said so.
                due = plan.Next(now);
                await jobs.HastenAsync(row.Name, due, now, cancellation);
            }

            if (due > now)
            {
                next = Math.Min(next, due);
            }
            else if (await jobs.TryClaimAsync(row.Name, options.Holder, now, now + Micros(options.Lease), cancellation))
            {
                _running[row.Name] = RunAsync(plan, now, cancellation);
            }
            else if (row.ClaimedUntil > now)
            {
                // Its holder will have renewed it by then, or is dead.
                next = Math.Min(next, row.ClaimedUntil.Value);
            }
        }

        var wait = TimeSpan.FromMicroseconds(next - Now());
        return wait > LeastWait ? wait : LeastWait;
    }

    private async Task RunAsync(JobPlan plan, long started, CancellationToken cancellation)
    {
        var name = plan.Job.Name;
        report(new JobEvent(name, JobEventKind.Started, plan.Schedule, TimeSpan.Zero));
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        using var ended = new CancellationTokenSource();
        var lease = KeepLeaseAsync(name, stop, ended.Token);
        var (kind, text) = await OutcomeAsync(plan.Job, stop.Token);
        await ended.CancelAsync();
        await lease;
        var now = Now();
        try
        {
            if (kind == JobEventKind.BrokenOff)
            {
                await jobs.ReleaseAsync(name, options.Holder, CancellationToken.None);
            }
            else if (!await jobs.TryFinishAsync(name, options.Holder, now, plan.Next(now), kind == JobEventKind.Done ? text : $"failed: {text}", CancellationToken.None))
            {
                (kind, text) = (JobEventKind.BrokenOff, "another node had taken the run over before it ended");
            }
        }
        catch (StorageException failure)
        {
            // The lease ends by itself; then the run is made up.
            text = $"{text}; its end could not be stored: {failure.Message}";
        }

        report(new JobEvent(name, kind, text, TimeSpan.FromMicroseconds(now - started)));
    }

    private static async Task<(JobEventKind Kind, string Text)> OutcomeAsync(IJob job, CancellationToken cancellation)
    {
        try
        {
            // A job that works before its first await must not hold up the others.
            return (JobEventKind.Done, await Task.Run(() => job.RunAsync(cancellation), cancellation));
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            return (JobEventKind.BrokenOff, "broken off; it is still due");
        }
        catch (Exception failure)
        {
            // Whatever a job fails from is its result: the others go on.
            return (JobEventKind.Failed, failure.Message.ReplaceLineEndings(" "));
        }
    }

    /// <summary>Renews the claim until the run has ended; stops the run when it is lost, or when it may be because the database cannot be asked.</summary>
    private async Task KeepLeaseAsync(string name, CancellationTokenSource stop, CancellationToken ended)
    {
        var until = Now() + Micros(options.Lease);
        while (true)
        {
            await Task.WhenAny(Task.Delay(options.Lease / 3, time, ended));
            if (ended.IsCancellationRequested)
            {
                return;
            }

            try
            {
                var longer = Now() + Micros(options.Lease);
                if (!await jobs.TryRenewAsync(name, options.Holder, longer, ended))
                {
                    await stop.CancelAsync();
                    return;
                }

                until = longer;
            }
            catch (Exception failure) when (failure is StorageException or OperationCanceledException)
            {
                if (Now() >= until)
                {
                    await stop.CancelAsync();
                    return;
                }
            }
        }
    }

    private long Now() => Micros(time.GetUtcNow() - DateTimeOffset.UnixEpoch);

    private static long Micros(TimeSpan span) => span.Ticks / TimeSpan.TicksPerMicrosecond;
}
