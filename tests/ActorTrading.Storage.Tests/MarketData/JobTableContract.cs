using System.Diagnostics;
using ActorTrading.Storage.MarketData;
using ActorTrading.Storage.Tests.PostgreSql;
using ActorTrading.Storage.Tests.Processes;

namespace ActorTrading.Storage.Tests.MarketData;

public abstract class JobTableContract(PostgreSqlFixture? postgres) : MarketDatabaseSuite(postgres)
{
    private const string Job = "maintain";

    private JobTable Jobs => Database.Jobs;

    [Fact]
    public async Task Put_KeepsWhenItIsDue_UnlessTheScheduleIsAnother()
    {
        await Jobs.PutAsync(Job, "0 10 * * *", 100, default);
        await Jobs.PutAsync(Job, "0 10 * * *", 200, default);
        Assert.Equal(new ScheduledJob(Job, "0 10 * * *", 100, null, null, null, null, null), Assert.Single(await Jobs.AllAsync(default)));

        await Jobs.PutAsync(Job, "0 11 * * *", 300, default);

        Assert.Equal(("0 11 * * *", 300), (await OneAsync() is var job ? (job.Schedule, job.NextDue) : default));
    }

    [Fact]
    public async Task Claim_IsOneHolders_FromDueUntilItsEnd()
    {
        await Jobs.PutAsync(Job, "x", 100, default);

        Assert.False(await Jobs.TryClaimAsync(Job, "a", 99, 150, default));
        Assert.True(await Jobs.TryClaimAsync(Job, "a", 100, 150, default));
        Assert.False(await Jobs.TryClaimAsync(Job, "b", 149, 300, default));
        Assert.False(await Jobs.TryRenewAsync(Job, "b", 300, default));
        Assert.True(await Jobs.TryRenewAsync(Job, "a", 170, default));
        Assert.False(await Jobs.TryClaimAsync(Job, "b", 169, 300, default));
        Assert.True(await Jobs.TryClaimAsync(Job, "b", 170, 300, default));
        Assert.False(await Jobs.TryRenewAsync(Job, "a", 400, default));
        Assert.False(await Jobs.TryFinishAsync(Job, "a", 180, 200, "late", default));
        Assert.True(await Jobs.TryFinishAsync(Job, "b", 190, 200, "done", default));

        Assert.Equal(new ScheduledJob(Job, "x", 200, null, null, 170, 190, "done"), await OneAsync());
    }

    [Fact]
    public async Task Release_LeavesItDue()
    {
        await Jobs.PutAsync(Job, "x", 100, default);
        await Jobs.TryClaimAsync(Job, "a", 100, 500, default);

        await Jobs.ReleaseAsync(Job, "b", default);
        Assert.False(await Jobs.TryClaimAsync(Job, "b", 110, 500, default));
        await Jobs.ReleaseAsync(Job, "a", default);

        Assert.True(await Jobs.TryClaimAsync(Job, "b", 110, 500, default));
    }

    [Fact]
    public async Task Remove_SparesWhatRuns()
    {
        await Jobs.PutAsync(Job, "x", 100, default);
        await Jobs.TryClaimAsync(Job, "a", 100, 500, default);

        await Jobs.RemoveAsync(Job, 499, default);
        Assert.Single(await Jobs.AllAsync(default));
        await Jobs.RemoveAsync(Job, 500, default);

        Assert.Empty(await Jobs.AllAsync(default));
    }

    [Fact]
    public async Task Claim_OfManyAtOnce_GoesToOne()
    {
        await Jobs.PutAsync(Job, "x", 0, default);
        await using var other = await OpenAgainAsync();
        for (var run = 0; run < 10; run++)
        {
            var due = run * 1000L;
            var claims = await Task.WhenAll(Enumerable.Range(0, 8).Select(i =>
                Task.Run(() => (i % 2 == 0 ? Jobs : other.Jobs).TryClaimAsync(Job, $"h{i}", due, due + 500, default))));

            var winner = Assert.Single(claims.Index(), c => c.Item).Index;
            Assert.True(await Jobs.TryFinishAsync(Job, $"h{winner}", due + 1, due + 1000, "", default));
        }
    }

    /// <summary>Killed without warning, the holder leaves its claim: it is respected to its end and then taken over.</summary>
    [Fact]
    public async Task KilledHolder_IsTakenOverWhenItsLeaseEnds()
    {
        await Jobs.PutAsync(Job, "x", 100, default);
        var start = new ProcessStartInfo(Environment.ProcessPath!, [Victim.ClaimJob, Options.Path ?? "", Options.Server?.ConnectionString ?? "", Options.Server?.Schema ?? ""])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
        };
        using var victim = Process.Start(start)!;
        Assert.Equal("claimed", await victim.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken));
        victim.Kill();
        await victim.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.False(await Jobs.TryClaimAsync(Job, "b", 499, 1000, default));
        Assert.True(await Jobs.TryClaimAsync(Job, "b", 500, 1000, default));
    }

    private async Task<ScheduledJob> OneAsync() => Assert.Single(await Jobs.AllAsync(default));
}
