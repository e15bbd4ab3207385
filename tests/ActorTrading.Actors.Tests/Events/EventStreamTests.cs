using ActorTrading.Actors.Event;

namespace ActorTrading.Actors.Tests.Events;

public sealed class EventStreamTests : TestKit.TestKit
{
    private readonly EventStream _bus = new();
    private readonly Type _channel = typeof(A);

    private interface ILeft;

    private interface IRight;

    [Fact]
    public void Subscription_EndsWithUnsubscribe()
    {
        Assert.True(_bus.Subscribe<A>(TestActor));
        Assert.False(_bus.Subscribe<A>(TestActor));
        _bus.Publish(new A());
        ExpectMsg<A>();

        Assert.True(_bus.Unsubscribe(TestActor));
        Assert.False(_bus.Unsubscribe(TestActor));
        _bus.Publish(new A());

        ExpectNoMsg(20);
    }

    [Fact]
    public void Null_IsRefused()
    {
        Assert.Throws<ArgumentNullException>(() => _bus.Subscribe(null!, _channel));
        Assert.Throws<ArgumentNullException>(() => _bus.Unsubscribe(null!, _channel));
        Assert.Throws<ArgumentNullException>(() => _bus.Unsubscribe(null!));
        Assert.Throws<ArgumentNullException>(() => _bus.Publish(null!));
    }

    [Fact]
    public void DerivedTypes_ComeWithTheirBase_UnlessTakenOut()
    {
        var (a, b1, b2, c) = (new A(), new B1(), new B2(), new C());
        _bus.Subscribe<B2>(TestActor);
        Publish(c, b2);
        Assert.Equal([b2], Seen(1));

        _bus.Subscribe<A>(TestActor);
        Publish(c, b1);
        Assert.Equal([c, b1], Seen(2));

        Assert.True(_bus.Unsubscribe<B1>(TestActor));
        Publish(c, b2, a);
        Assert.Equal([b2, a], Seen(2));

        Assert.True(_bus.Subscribe<B1>(TestActor));
        Publish(c);
        Assert.Equal([c], Seen(1));
        ExpectNoMsg(20);
    }

    [Fact]
    public void Interfaces_AreChannelsToo()
    {
        var (plain, both) = (new Plain(), new Both());
        var probes = new[] { typeof(ILeft), typeof(IRight), typeof(Plain), typeof(Both) }.Select(type =>
        {
            var probe = CreateTestProbe();
            Assert.True(_bus.Subscribe(probe.Ref, type));
            return probe;
        }).ToArray();

        Publish(plain, both);

        probes[0].ExpectMsg((object)both);
        probes[1].ExpectMsg((object)both);
        probes[2].ExpectMsg((object)plain);
        probes[2].ExpectMsg((object)both);
        probes[3].ExpectMsg((object)both);
        Assert.True(_bus.Unsubscribe(probes[2].Ref));
        Assert.False(_bus.Unsubscribe<Plain>(probes[2].Ref));
        Publish(plain, both);
        probes[2].ExpectNoMsg(20);
        probes[3].ExpectMsg((object)both);
    }

    [Fact]
    public void SubscriberOfSeveralChannels_GetsAnEventOnce()
    {
        _bus.Subscribe<ILeft>(TestActor);
        _bus.Subscribe<IRight>(TestActor);
        _bus.Subscribe<object>(TestActor);

        Publish(new Both());

        ExpectMsg<Both>();
        ExpectNoMsg(20);
    }

    [Fact]
    public void StoppedSubscriber_IsTakenOut()
    {
        var probe = CreateTestProbe();
        _bus.Subscribe<A>(probe.Ref);
        Watch(probe.Ref);
        Sys.Stop(probe.Ref);
        ExpectTerminated(probe.Ref);
        Sys.EventStream.Subscribe<AllDeadLetters>(TestActor);

        Publish(new A());

        ExpectNoMsg(20);
        Assert.False(_bus.Unsubscribe(probe.Ref));
    }

    [Fact]
    public void Debug_TellsOfChanges()
    {
        var bus = new EventStream(debug: true);
        bus.Subscribe<Debug>(TestActor);

        Assert.Contains("subscribing", ExpectMsg<Debug>().ToString(), StringComparison.Ordinal);
        bus.Unsubscribe(Sys.DeadLetters);
        ExpectNoMsg(20);
    }

    [Theory]
    [InlineData(LogLevel.DebugLevel)]
    [InlineData(LogLevel.InfoLevel)]
    [InlineData(LogLevel.WarningLevel)]
    [InlineData(LogLevel.ErrorLevel)]
    public void LogLevel_CanBeSet_AndAdaptersKeepToIt(LogLevel level)
    {
        Sys.EventStream.SetLogLevel(level);
        Sys.EventStream.Subscribe<LogEvent>(TestActor);
        var cause = new InvalidOperationException("cause");

        foreach (var each in Enum.GetValues<LogLevel>())
        {
            Sys.Log.Log(each, "foo {0}", 1);
            Sys.Log.Log(each, cause, "plain");
            Assert.Equal(each >= level, Sys.Log.IsEnabled(each));
            if (each >= level)
            {
                var first = ExpectMsg<LogEvent>();
                Assert.Equal((each, "foo 1", null, Sys.Name), (first.LogLevel(), first.Message.ToString(), first.Cause, first.LogSource));
                var second = ExpectMsg<LogEvent>();
                Assert.Equal((each, "plain", cause), (second.LogLevel(), second.Message.ToString(), second.Cause));
                Assert.Contains("cause", second.ToString(), StringComparison.Ordinal);
            }
        }

        ExpectNoMsg(10);
        Sys.Log.Error("no arguments", null!);
        Assert.Equal("no arguments", ExpectMsg<Error>().Message.ToString());
    }

    [Fact]
    public void Logger_OfAnActor_IsNamedByItsPathAndType()
    {
        Sys.EventStream.Subscribe<Warning>(TestActor);

        var actor = Sys.ActorOf(Improviser.Of(static _ => Improviser.Ctx.GetLogger().Warning("seen {Count} at {Price:0.00}", 3, 1.5)));

        var entry = ExpectMsg<Warning>();
        Assert.Equal((actor.Path.ToString(), typeof(Improviser), "seen 3 at 1.50"), (entry.LogSource, entry.LogClass, entry.Message.ToString()));
    }

    [Fact]
    public void LogLevels_HaveNames()
    {
        Assert.All(Enum.GetValues<LogLevel>(), static level => Assert.Equal(level, Logging.LogLevelFor(level.StringFor())));
        Assert.Equal(LogLevel.WarningLevel, Logging.LogLevelFor("Warning"));
        Assert.Throws<ArgumentException>(static () => Logging.LogLevelFor("loud"));
    }

    [Fact]
    public void UnhandledMessages_AreLoggedAtDebug_WhenAskedFor()
    {
        using var system = ActorSystem.Create("unhandled", new ActorSystemOptions { LogUnhandledMessages = true, LogLevel = LogLevel.DebugLevel });
        system.EventStream.Subscribe<Debug>(TestActor);

        system.EventStream.Publish(new UnhandledMessage(42, ActorRefs.NoSender, system.DeadLetters));

        var text = ExpectMsg<Debug>().Message.ToString()!;
        Assert.StartsWith("Unhandled message from", text, StringComparison.Ordinal);
        Assert.EndsWith(": 42", text, StringComparison.Ordinal);
    }

    private void Publish(params object[] events)
    {
        foreach (var each in events)
        {
            _bus.Publish(each);
        }
    }

    private IReadOnlyList<object> Seen(int count) => ReceiveN(count);

    private class A;

    private class B1 : A;

    private sealed class B2 : A;

    private sealed class C : B1;

    private class Plain;

    private sealed class Both : Plain, ILeft, IRight;
}
