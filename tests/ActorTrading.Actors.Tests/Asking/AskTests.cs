using ActorTrading.Actors.Event;

namespace ActorTrading.Actors.Tests.Asking;

public sealed class AskTests : TestKit.TestKit
{
    [Fact]
    public async Task MessageFactory_GetsTheRefToReplyTo()
    {
        var actor = Sys.ActorOf(Improviser.Of(static me => me.On<IActorRef>(asker => asker.Tell("heard"))));

        Assert.Equal("heard", await actor.Ask<string>(asker => asker, null, CancellationToken.None));
    }

    [Fact]
    public async Task Timeout_SaysHowLong_AndTheSystemsIsTheDefault()
    {
        using var system = ActorSystem.Create("asks", new ActorSystemOptions { AskTimeout = TimeSpan.FromMilliseconds(20) });
        var silent = system.ActorOf(Improviser.Of(static me => me.OnAny(_ => { })));

        var error = await Assert.ThrowsAsync<AskTimeoutException>(() => silent.Ask<string>("x"));
        Assert.Equal("Timeout after 00:00:00.0200000 seconds", error.Message);
        await Assert.ThrowsAsync<AskTimeoutException>(() => silent.Ask("x", TimeSpan.FromMilliseconds(10)));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(-5)]
    public async Task ZeroAndNegativeTimeouts_MeanNone(int milliseconds)
    {
        var slow = Sys.ActorOf(Improviser.Of(static me => me.OnAnyAsync(async m =>
        {
            await Task.Yield();
            me.From.Tell(m);
        })));

        Assert.Equal("x", await slow.Ask<string>("x", TimeSpan.FromMilliseconds(milliseconds)));
    }

    [Fact]
    public async Task NullReply_IsTheDefaultOfTheType_AndFailureWithoutCause_IsCancelled()
    {
        var actor = Sys.ActorOf(Improviser.Of(static me =>
        {
            me.On<string>(_ => me.From.Tell(new Status.Failure(null)));
            me.On<int>(_ => me.From.Tell(Status.Success.Instance));
        }));

        await Assert.ThrowsAsync<TaskCanceledException>(() => actor.Ask<string>("x"));
        Assert.IsType<Status.Failure>(await actor.Ask<Status>("x"));
        Assert.IsType<Status.Success>(await actor.Ask<Status>(1));
    }

    [Fact]
    public async Task SecondReply_IsADeadLetter_ButNotAfterACancellation()
    {
        var letters = CreateTestProbe();
        Sys.EventStream.Subscribe<DeadLetter>(letters.Ref);
        var asker = CreateTestProbe();
        using var cancel = new CancellationTokenSource();

        var answered = asker.Ref.Ask<string>("a");
        asker.ExpectMsg("a");
        asker.Reply("one");
        asker.Reply("two");
        Assert.Equal("one", await answered);
        Assert.Equal("two", letters.ExpectMsg<DeadLetter>().Message);

        var cancelled = asker.Ref.Ask<string>("b", cancel.Token);
        asker.ExpectMsg("b");
        await cancel.CancelAsync();
        await Assert.ThrowsAsync<TaskCanceledException>(() => cancelled);
        asker.Reply("late");
        letters.ExpectNoMsg(20);
    }

    [Fact]
    public async Task ThrowInTheTarget_IsNotToldToTheAsker()
    {
        var actor = Sys.ActorOf(Improviser.Of(static me => me.OnAny(_ => throw new InvalidOperationException("target"))));

        await Assert.ThrowsAsync<AskTimeoutException>(() => actor.Ask<string>("x", TimeSpan.FromMilliseconds(50)));
    }

    [Fact]
    public async Task Asker_HasAPathOfItsOwnUnderTemp()
    {
        var actor = Sys.ActorOf(Improviser.Of(static me => me.OnAny(_ => me.From.Tell(me.From))));

        var first = await actor.Ask<IActorRef>("x");
        var second = await actor.Ask<IActorRef>("x");

        Assert.Equal(["temp"], first.Path.Parent.Elements);
        Assert.NotEqual(first, second);
        Assert.NotEqual(first.Path, second.Path);
    }

    [Fact]
    public async Task Asker_CanBeWatched_AndIsTerminatedWhenTheAskEnds()
    {
        var actor = Sys.ActorOf(Improviser.Of(me =>
        {
            IActorRef asker = ActorRefs.Nobody;
            me.On<string>(s => s == "ask", _ =>
            {
                asker = Improviser.Ctx.Watch(me.From);
                TestActor.Tell("watching");
            });
            me.On<string>(s => asker.Tell(s));
            me.On<Terminated>(t => TestActor.Tell(t.ActorRef.Equals(asker)));
        }));
        var answer = actor.Ask<string>("ask");
        ExpectMsg("watching");
        ExpectNoMsg(20);

        actor.Tell("answer");

        Assert.Equal("answer", await answer);
        ExpectMsg(true);
    }

    [Fact]
    public async Task ManyAtATime_EachGetsItsOwnReply()
    {
        var echo = Sys.ActorOf(Improviser.Of(static me => me.OnAny(m => me.From.Tell(m))));

        var replies = await Task.WhenAll(Enumerable.Range(0, 1000).Select(i => Task.Run(() => echo.Ask<int>(i, TimeSpan.FromSeconds(5)))));

        Assert.Equal(Enumerable.Range(0, 1000), replies);
    }

    [Fact]
    public void InsideAnActor_TheContinuationsSeeTheActor()
    {
        var echo = Sys.ActorOf(Improviser.Of(static me => me.OnAny(m => me.From.Tell(m))));
        var asking = Sys.ActorOf(Improviser.Of(me => me.OnAsync<string>(async s => me.From.Tell(await echo.Ask<string>(s), me.Me))));

        asking.Tell("x", TestActor);

        ExpectMsg("x");
        Assert.Equal(asking, LastSender);
    }
}
