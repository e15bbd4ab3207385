using ActorTrading.Actors.TestKit;

namespace ActorTrading.Actors.Tests.Lifecycle;

/// <summary>GracefulStop and WatchAsync: the end of an actor for those who are none.</summary>
public sealed class OutsideWatchTests : TestKit.TestKit
{
    private readonly ManualTimeProvider _clock;

    public OutsideWatchTests()
        : this(new ManualTimeProvider())
    {
    }

    private OutsideWatchTests(ManualTimeProvider clock)
        : base(new ActorSystemOptions { TimeProvider = clock })
    {
        _clock = clock;
    }

    [Fact]
    public async Task ObjectThatStandsForAnActor_IsWatchedAsTheActor()
    {
        var probe = CreateTestProbe();
        var watched = probe.WatchAsync(TestContext.Current.CancellationToken);

        Sys.Stop(probe.Ref);

        Assert.True(await watched.WaitAsync(TimeSpan.FromSeconds(5), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task GracefulStop_OfSeveralCallers_AnswersEach()
    {
        var actor = Sys.ActorOf(Puppet.Props());

        var all = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => actor.GracefulStop(TimeSpan.FromSeconds(5)))).WaitAsync(TimeSpan.FromSeconds(5));

        Assert.All(all, Assert.True);
        Assert.True(await actor.GracefulStop(TimeSpan.FromSeconds(5)));
    }

    [Fact]
    public async Task GracefulStop_TooSlow_IsFalse()
    {
        var actor = Sys.ActorOf(Puppet.Props(new Puppet.Strings { Receive = (_, m) => TestActor.Tell(m) }));

        var stop = actor.GracefulStop(TimeSpan.FromSeconds(3), "please");
        ExpectMsg("please");
        _clock.Advance(TimeSpan.FromSeconds(3));

        Assert.False(await stop);
    }

    [Fact]
    public async Task GracefulStop_OwnMessage_StopsWhenTheActorWills()
    {
        var actor = Sys.ActorOf(Puppet.Props(new Puppet.Strings { Receive = (p, _) => p.Surroundings.Stop(p.Surroundings.Self) }));

        Assert.True(await actor.GracefulStop(TimeSpan.FromSeconds(3), "please"));
    }

    [Fact]
    public async Task WatchAsync_TrueAtTheEnd_AlsoAfterIt()
    {
        var actor = Sys.ActorOf(Puppet.Props());
        var ends = new[] { actor.WatchAsync(), actor.WatchAsync() };
        Sys.Stop(actor);

        Assert.All(await Task.WhenAll(ends).WaitAsync(TimeSpan.FromSeconds(5)), Assert.True);
        Assert.True(await actor.WatchAsync());
    }

    [Fact]
    public async Task WatchAsync_Cancelled_IsFalse()
    {
        var actor = Sys.ActorOf(Puppet.Props());
        using var cancel = new CancellationTokenSource();
        var end = actor.WatchAsync(cancel.Token);

        await cancel.CancelAsync();

        Assert.False(await end);
    }
}
