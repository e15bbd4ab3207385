using ActorTrading.Actors.Streams;

namespace ActorTrading.Actors.Tests.Streams;

public sealed class KillSwitchTest
{
    [Fact]
    public async Task Shutdown_WhileTheSourceWaits_Completes()
    {
        var source = new WatchedSource(3, neverEnds: true);
        var kill = KillSwitches.Single();
        var taken = new List<int>();

        await foreach (var item in source.Items().ViaKillSwitch(kill))
        {
            taken.Add(item);
            if (item == 3)
            {
                _ = Task.Run(kill.Shutdown);
            }
        }

        Assert.Equal([1, 2, 3], taken);
        Assert.Equal(0, source.Running);
    }

    [Fact]
    public async Task Abort_FailsWithTheCause_AndTheFirstCallDecides()
    {
        var source = new WatchedSource(0, neverEnds: true);
        var kill = KillSwitches.Single();
        var reading = source.Items().ViaKillSwitch(kill).ToListAsync().AsTask();
        kill.Abort(new IOException("first"));
        kill.Abort(new IOException("second"));
        kill.Shutdown();

        Assert.Equal("first", (await Assert.ThrowsAsync<IOException>(() => reading)).Message);
        Assert.Equal(0, source.Running);
    }

    [Fact]
    public async Task Shared_EndsAllItsStreams_AlsoThoseBegunLater()
    {
        var kill = KillSwitches.Shared("all");
        WatchedSource[] sources = [new(1, neverEnds: true), new(2, neverEnds: true)];
        var reading = sources.Select(s => s.Items().ViaKillSwitch(kill).ToListAsync().AsTask()).ToList();
        kill.Shutdown();

        Assert.Equal([1], await reading[0]);
        Assert.Equal([1, 2], await reading[1]);
        Assert.All(sources, static s => Assert.Equal(0, s.Running));
        Assert.Empty(await new WatchedSource().Items().ViaKillSwitch(kill).ToListAsync());
        Assert.Equal("all", kill.Name);
    }

    [Fact]
    public async Task Single_SecondRun_IsRefused()
    {
        var stream = new WatchedSource(1).Items().ViaKillSwitch(KillSwitches.Single());
        await stream.ToListAsync();

        await Assert.ThrowsAsync<InvalidOperationException>(() => stream.ToListAsync().AsTask());
    }

    [Fact]
    public async Task Switch_NotUsed_ChangesNothing()
    {
        var kill = KillSwitches.Shared("idle");

        Assert.Equal([1, 2, 3], await new WatchedSource(3).Items().ViaKillSwitch(kill).ToListAsync());
        await Assert.ThrowsAsync<IOException>(() => new WatchedSource(3, new IOException("gone")).Items().ViaKillSwitch(kill).ToListAsync().AsTask());
    }

    [Fact]
    public async Task Restarting_SourceBehindASwitch_EndsForGood()
    {
        var clock = new WatchedClock();
        var kill = KillSwitches.Single();
        var reading = RestartSource.WithBackoff<int>(static _ => new WatchedSource(1).Items(), new RestartSettings(), clock).ViaKillSwitch(kill).ToListAsync();
        await ActorTrading.Tests.Eventually.TrueAsync(() => clock.Timers == 1, "it waits to restart");
        kill.Shutdown();

        Assert.Equal([1], await reading);
    }
}
