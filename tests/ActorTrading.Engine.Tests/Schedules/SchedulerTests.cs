using ActorTrading.Actors.TestKit;
using ActorTrading.Engine.Schedules;
using ActorTrading.Storage.MarketData;
using ActorTrading.Storage.PostgreSql;
using ActorTrading.Tests;

namespace ActorTrading.Engine.Tests.Schedules;

/// <summary>Virtual time, a real database.</summary>
public sealed class SchedulerTests : IAsyncLifetime
{
    private static readonly DateTimeOffset Start = new(2026, 3, 1, 9, 59, 0, TimeSpan.Zero);
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    private readonly ManualTimeProvider _clock = new(Start);
    private readonly string _folder = Directory.CreateTempSubdirectory("actortrading-test-").FullName;
    private readonly List<MarketDatabase> _databases = [];

    private MarketDatabase Database => _databases[0];

    public async ValueTask InitializeAsync() => await OpenAsync(MarketDatabaseOptions.Sqlite(Path.Combine(_folder, "market.db")));

    public async ValueTask DisposeAsync()
    {
        foreach (var database in _databases)
        {
            await database.DisposeAsync();
        }

        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task Job_RunsWhenItIsDue_AndKeepsItsResult()
    {
        var job = new CountedJob("maintain");
        await using var node = new RunningScheduler(Database, _clock, "a", Daily(job));
        await RowAsync(r => r.NextDue == Micros(Start.AddMinutes(1)));

        var row = await LaterAsync(r => r.LastFinished is not null);

        Assert.Equal((1, "run 1", Micros(Start.AddMinutes(1) + Day), null), (job.Runs, row.LastResult, row.NextDue, row.ClaimedBy));
        Assert.True(row.LastStarted >= Micros(Start.AddMinutes(1)) && row.LastFinished >= row.LastStarted);
        Assert.Equal([JobEventKind.Started, JobEventKind.Done], node.Events.Select(e => e.Kind));
    }

    [Fact]
    public async Task RunsMissedWhileDown_AreMadeUpOnce()
    {
        var job = new CountedJob("maintain");
        await using (new RunningScheduler(Database, _clock, "a", Daily(job)))
        {
            await RowAsync(_ => true);
        }

        _clock.Advance(3 * Day);
        await using var again = new RunningScheduler(Database, _clock, "b", Daily(job));

        var row = await RowAsync(r => r.LastFinished is not null);
        Assert.Equal((1, Micros(Start.AddMinutes(1) + (3 * Day))), (job.Runs, row.NextDue));
    }

    [Fact]
    public async Task Failure_IsRecorded_AndTriedAgainNextTime_OthersGoOn()
    {
        var (bad, good) = (new CountedJob("bad") { Fail = true }, new CountedJob("good"));
        await using var node = new RunningScheduler(Database, _clock, "a", Daily(bad), Daily(good));
        await Eventually.TrueAsync(async () => (await Database.Jobs.AllAsync(default)).Count == 2, "both are known");

        Assert.Equal("failed: the disk is full", (await LaterAsync(r => r.Name == "bad" && r.LastFinished is not null)).LastResult);
        Assert.Equal("run 1", (await LaterAsync(r => r.Name == "good" && r.LastFinished is not null)).LastResult);
        bad.Fail = false;
        _clock.Advance(Day);

        Assert.Equal("run 2", (await LaterAsync(r => r.Name == "bad" && r.LastResult == "run 2")).LastResult);
    }

    [Fact]
    public async Task StoppedInTheMiddle_TheRunIsGivenBack_AndDoneByTheNext()
    {
        var job = new CountedJob("maintain") { Hang = true };
        await using (new RunningScheduler(Database, _clock, "a", Daily(job)))
        {
            Assert.Equal("a", (await LaterAsync(_ => job.Runs == 1)).ClaimedBy);
        }

        Assert.Null((await RowAsync(_ => true)).ClaimedBy);
        job.Hang = false;
        await using var next = new RunningScheduler(Database, _clock, "b", Daily(job));

        Assert.Equal("run 2", (await RowAsync(r => r.LastFinished is not null)).LastResult);
    }

    [Fact]
    public async Task LongRun_KeepsItsLease()
    {
        var job = new CountedJob("maintain") { Hang = true };
        await using var node = new RunningScheduler(Database, _clock, "a", Daily(job));
        await LaterAsync(_ => job.Runs == 1);

        for (var i = 0; i < 5; i++)
        {
            var until = (await RowAsync(_ => true)).ClaimedUntil;
            await LaterAsync(r => r.ClaimedUntil > until);
        }

        Assert.Equal((1, 0), (job.Runs, job.Cancelled));
    }

    [Fact]
    public async Task DeadHoldersRun_IsTakenOverWhenItsLeaseEnds_NotBefore()
    {
        var job = new CountedJob("maintain");
        await Database.Jobs.PutAsync(job.Name, "0 10 * * *", Micros(Start), default);
        Assert.True(await Database.Jobs.TryClaimAsync(job.Name, "dead", Micros(Start), Micros(Start.AddSeconds(60)), default));
        await using var node = new RunningScheduler(Database, _clock, "a", Daily(job));

        await LaterAsync(r => r.LastFinished is not null);

        Assert.Equal(1, job.Runs);
        Assert.InRange((await RowAsync(_ => true)).LastStarted!.Value, Micros(Start.AddSeconds(60)), Micros(Start.AddSeconds(180)));
    }

    [Fact]
    public async Task LostLease_BreaksTheRunOff()
    {
        var job = new CountedJob("maintain") { Hang = true };
        await using var node = new RunningScheduler(Database, _clock, "a", Daily(job));
        await LaterAsync(_ => job.Runs == 1);

        await Database.Jobs.ReleaseAsync(job.Name, "a", default);
        Assert.True(await Database.Jobs.TryClaimAsync(job.Name, "b", Micros(_clock.GetUtcNow()), Micros(_clock.GetUtcNow().AddHours(1)), default));
        await LaterAsync(_ => node.Events.Any(e => e.Kind == JobEventKind.BrokenOff));

        Assert.Equal("b", (await RowAsync(_ => true)).ClaimedBy);
        Assert.Equal(1, job.Cancelled);
    }

    [Fact]
    public async Task ClockThatWasAheadByAYear_HoldsUpNoRun()
    {
        var job = new CountedJob("maintain");
        var ahead = new ManualTimeProvider(Start.AddYears(1));
        await using (new RunningScheduler(Database, ahead, "a", Daily(job)))
        {
            await RowAsync(_ => true);
        }

        var due = Micros(Start.AddYears(1).AddMinutes(1));
        Assert.True(await Database.Jobs.TryClaimAsync("maintain", "dead", due, due + 60_000_000, default));
        await using var node = new RunningScheduler(Database, _clock, "b", Daily(job));

        await LaterAsync(r => r.LastResult == "run 1");

        Assert.InRange((await RowAsync(_ => true)).NextDue, Micros(Start), Micros(Start.AddDays(3)));
    }

    [Fact]
    public async Task TwoNodesOnOneFile_RunEachJobOnce()
    {
        await OpenAsync(MarketDatabaseOptions.Sqlite(Path.Combine(_folder, "market.db")));

        await OnceEachAsync();
    }

    [Fact]
    public async Task TwoNodesOnPostgreSql_RunEachJobOnce()
    {
        await using var server = await PostgreSqlServer.StartAsync("fsync=off");
        var options = MarketDatabaseOptions.PostgreSql(new PostgreSqlOptions { ConnectionString = server.ConnectionString });
        await Database.DisposeAsync();
        _databases.Clear();
        await OpenAsync(options);
        await OpenAsync(options);

        await OnceEachAsync();

        await Task.WhenAll(_databases.Select(d => d.DisposeAsync().AsTask()));
        _databases.Clear();
    }

    [Fact]
    public void Interval_IsCountedFromTheEpoch()
    {
        var plan = JobPlan.Every(TimeSpan.FromSeconds(60), new CountedJob("sync"));

        Assert.Equal(("every 60s", 120_000_000, 120_000_000, 180_000_000), (plan.Schedule, plan.Next(60_000_000), plan.Next(119_999_999), plan.Next(120_000_000)));
    }

    /// <summary>Ten runs of two jobs, looked for by two nodes at the same moments.</summary>
    private async Task OnceEachAsync()
    {
        var (maintain, retain) = (new CountedJob("maintain"), new CountedJob("retention"));
        await using var first = new RunningScheduler(_databases[0], _clock, "a", Daily(maintain), Daily(retain));
        await using var second = new RunningScheduler(_databases[1], _clock, "b", Daily(maintain), Daily(retain));
        await Eventually.TrueAsync(async () => (await Database.Jobs.AllAsync(default)).Count == 2, "both are known");

        for (var day = 1; day <= 10; day++)
        {
            var due = Start.AddMinutes(1) + ((day - 1) * Day);
            _clock.AdvanceTo(due);
            await LaterAsync(r => r.Name == "maintain" && r.LastFinished >= Micros(due) && r.ClaimedBy is null);
            await LaterAsync(r => r.Name == "retention" && r.LastFinished >= Micros(due) && r.ClaimedBy is null);
        }

        Assert.Equal((10, 10), (maintain.Runs, retain.Runs));
    }

    private static JobPlan Daily(IJob job) => JobPlan.By(CronSchedule.Parse("0 10 * * *"), job);

    private static long Micros(DateTimeOffset time) => (time - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond;

    private async Task OpenAsync(MarketDatabaseOptions options) => _databases.Add(await MarketDatabase.OpenAsync(options, _clock, TestContext.Current.CancellationToken));

    private async Task<ScheduledJob> RowAsync(Func<ScheduledJob, bool> fits)
    {
        ScheduledJob? found = null;
        await Eventually.TrueAsync(async () => (found = (await Database.Jobs.AllAsync(default)).FirstOrDefault(fits)) is not null, "the row fits");
        return found!;
    }

    /// <summary>Waits while time goes on, slowly enough for every lease to be renewed.</summary>
    private async Task<ScheduledJob> LaterAsync(Func<ScheduledJob, bool> fits)
    {
        ScheduledJob? found = null;
        await Eventually.TrueAsync(
            async () =>
            {
                _clock.Advance(TimeSpan.FromSeconds(1));
                return (found = (await Database.Jobs.AllAsync(default)).FirstOrDefault(fits)) is not null;
            },
            "the row fits as time goes on",
            TimeSpan.FromSeconds(30));
        return found!;
    }
}
