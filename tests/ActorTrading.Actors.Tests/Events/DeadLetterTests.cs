using ActorTrading.Actors.Event;
using ActorTrading.Actors.TestKit;

namespace ActorTrading.Actors.Tests.Events;

public sealed class DeadLetterTests : TestKit.TestKit
{
    private readonly ManualTimeProvider _clock;
    private readonly IActorRef _dead;

    public DeadLetterTests()
        : this(new ManualTimeProvider())
    {
    }

    private DeadLetterTests(ManualTimeProvider clock)
        : base(new ActorSystemOptions { TimeProvider = clock, LogDeadLetters = 4, LogDeadLettersSuspendDuration = TimeSpan.FromSeconds(2) })
    {
        _clock = clock;
        _dead = Sys.ActorOf(Props.Empty);
        Watch(_dead);
        Sys.Stop(_dead);
        ExpectTerminated(_dead);
    }

    private sealed record Quiet : IDeadLetterSuppression;

    [Fact]
    public void SubscriberStopsWithLettersUnread_OthersGetNoneTwice()
    {
        var busy = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var slow = Sys.ActorOf(Improviser.Of(me => me.OnAsync<DeadLetter>(_ => busy.Task)));
        Sys.EventStream.Subscribe<DeadLetter>(slow);
        Sys.EventStream.Subscribe<DeadLetter>(TestActor);
        Watch(slow);
        _dead.Tell("first", TestActor);
        _dead.Tell("second", TestActor);

        Sys.Stop(slow);
        busy.SetResult();
        var seen = ReceiveN(3);

        Assert.Equal(["first", "second"], seen.OfType<DeadLetter>().Select(letter => letter.Message));
        Assert.Equal(slow, Assert.Single(seen.OfType<Terminated>()).ActorRef);
        ExpectNoMsg(20);
    }

    [Fact]
    public void Log_FallsSilentAfterSoMany_AndSpeaksAgainAfterAWhile()
    {
        Sys.EventStream.Subscribe<Info>(TestActor);
        var dropper = Sys.ActorOf(Improviser.Of(static me => me.OnAny(m =>
            Improviser.Ctx.System.EventStream.Publish(new Dropped(m, "Do not like numbers", me.Me)))), "dropper");
        var deaf = Sys.ActorOf(Props.Empty, "deaf");
        string Dead(int count) => $"Message [Int32] from {TestActor} to {_dead} was not delivered. [{count}] dead letters encountered";

        _dead.Tell(1, TestActor);
        Expect(Dead(1) + ".");
        dropper.Tell(2, TestActor);
        Expect($"Message [Int32] to {dropper} was dropped. Do not like numbers. [2] dead letters encountered");
        deaf.Tell(3, TestActor);
        Expect($"Message [Int32] from {TestActor} to {deaf} was unhandled. [3] dead letters encountered");
        _dead.Tell(4, TestActor);
        Expect(Dead(4) + ", no more dead letters will be logged in next [00:00:02]");
        _dead.Tell(5, TestActor);
        _dead.Tell(6, TestActor);
        ExpectNoMsg(20);

        _clock.Advance(TimeSpan.FromSeconds(2));
        _dead.Tell(7, TestActor);
        Expect(Dead(7) + ", of which 2 were not logged. The counter will be reset now");
        _dead.Tell(8, TestActor);
        Expect(Dead(1));

        void Expect(string start)
        {
            var entry = ExpectMsg<Info>();
            Assert.StartsWith(start, entry.Message.ToString(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Log_Infinite_StaysSilent_AndZeroNeverSpeaks()
    {
        foreach (var (limit, logged) in new[] { (0, 0), (2, 2), (int.MaxValue, 5) })
        {
            using var system = ActorSystem.Create("silent", new ActorSystemOptions
            {
                TimeProvider = _clock,
                LogDeadLetters = limit,
                LogDeadLettersSuspendDuration = Timeout.InfiniteTimeSpan,
            });
            system.EventStream.Subscribe<Info>(TestActor);
            for (var i = 0; i < 5; i++)
            {
                system.DeadLetters.Tell(i);
                _clock.Advance(TimeSpan.FromDays(1));
            }

            ReceiveN(logged);
            ExpectNoMsg(20);
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Log_DuringShutdown_IsAnOption(bool wanted)
    {
        var system = ActorSystem.Create("ending", new ActorSystemOptions { LogDeadLettersDuringShutdown = wanted });
        system.EventStream.Subscribe<Info>(TestActor);
        await system.Terminate();

        system.DeadLetters.Tell("late");

        if (wanted)
        {
            ExpectMsg<Info>();
        }

        ExpectNoMsg(20);
    }

    [Fact]
    public void Kinds_AreToldApart_AndHaveABase()
    {
        var probes = new[] { typeof(DeadLetter), typeof(SuppressedDeadLetter), typeof(AllDeadLetters) }.Select(type =>
        {
            var probe = CreateTestProbe();
            Sys.EventStream.Subscribe(probe.Ref, type);
            return probe;
        }).ToArray();

        _dead.Tell(new Quiet(), TestActor);
        _dead.Tell("normal", TestActor);
        Sys.DeadLetters.Tell(new Quiet(), TestActor);
        Sys.DeadLetters.Tell("direct", TestActor);

        var first = new DeadLetter("normal", TestActor, _dead);
        var direct = new DeadLetter("direct", TestActor, Sys.DeadLetters);
        var quiet = new SuppressedDeadLetter(new Quiet(), TestActor, Sys.DeadLetters);
        var direct2 = new SuppressedDeadLetter(new Quiet(), TestActor, Sys.DeadLetters);
        Assert.Equal([first, direct], probes[0].ReceiveN(2));
        Assert.Equal([quiet, direct2], probes[1].ReceiveN(2));
        Assert.Equal([quiet, first, direct2, direct], probes[2].ReceiveN(4));
        Assert.All(probes, static p => p.ExpectNoMsg(10));
    }

    [Fact]
    public void Identify_IsAnsweredForTheDead()
    {
        _dead.Tell(new Identify("who"), TestActor);

        Assert.Equal(new ActorIdentity("who", null), ExpectMsg<ActorIdentity>());
    }

    [Fact]
    public void IgnoreRef_TakesEverything_WithoutATrace()
    {
        Sys.EventStream.Subscribe<AllDeadLetters>(TestActor);
        Sys.IgnoreRef.Tell("x");
        Watch(Sys.IgnoreRef);

        Assert.Same(Sys.IgnoreRef, Sys.IgnoreRef);
        ExpectNoMsg(20);
    }
}
