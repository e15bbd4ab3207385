using ActorTrading.Actors.TestKit;

namespace ActorTrading.Actors.Tests.Scheduling;

public sealed class SchedulerTests : TestKit.TestKit
{
    private readonly ManualTimeProvider _clock;
    private readonly IScheduler _scheduler;

    public SchedulerTests()
        : this(new ManualTimeProvider())
    {
    }

    private SchedulerTests(ManualTimeProvider clock)
        : base(new ActorSystemOptions { TimeProvider = clock })
    {
        _clock = clock;
        _scheduler = Sys.Scheduler;
    }

    [Fact]
    public void TellOnce_AllAtTheirTime_InOrder()
    {
        foreach (var time in new[] { 100, 1, 50, 1, 50, 100 })
        {
            _scheduler.ScheduleTellOnce(time, TestActor, $"at {time}", ActorRefs.NoSender);
        }

        _clock.Advance(TimeSpan.FromMilliseconds(100));

        Assert.Equal(["at 1", "at 1", "at 50", "at 50", "at 100", "at 100"], ReceiveN(6).Cast<string>());
    }

    [Fact]
    public void ZeroDelay_FiresAtOnce()
    {
        _scheduler.ScheduleTellOnce(0, TestActor, "once", ActorRefs.NoSender);
        _scheduler.ScheduleTellRepeatedly(0, 60_000, TestActor, "repeated", ActorRefs.NoSender);
        _clock.Advance(TimeSpan.Zero);

        Assert.Equal(["once", "repeated"], ReceiveN(2).Cast<string>());
    }

    [Theory]
    [InlineData(-1, 100)]
    [InlineData(-4711, 100)]
    [InlineData(10, 0)]
    [InlineData(10, -1)]
    public void ImpossibleTimes_AreRefused(int delay, int interval)
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => _scheduler.ScheduleTellRepeatedly(delay, interval, TestActor, "x", ActorRefs.NoSender));
        Assert.Throws<ArgumentOutOfRangeException>(() => _scheduler.Advanced.ScheduleRepeatedly(delay, interval, static () => { }));
        if (delay < 0)
        {
            Assert.Throws<ArgumentOutOfRangeException>(() => _scheduler.ScheduleTellOnce(delay, TestActor, "x", ActorRefs.NoSender));
            Assert.Throws<ArgumentOutOfRangeException>(() => _scheduler.Advanced.ScheduleOnce(delay, static () => { }));
        }
    }

    [Fact]
    public void Cancel_StopsEachKind_AndACancelledOneNeverStarts()
    {
        ICancelable[] cancelables =
        [
            _scheduler.ScheduleTellOnceCancelable(10, TestActor, "a", ActorRefs.NoSender),
            _scheduler.ScheduleTellRepeatedlyCancelable(10, 10, TestActor, "b", ActorRefs.NoSender),
            _scheduler.Advanced.ScheduleOnceCancelable(10, () => TestActor.Tell("c")),
            _scheduler.Advanced.ScheduleRepeatedlyCancelable(10, 10, () => TestActor.Tell("d")),
        ];
        _clock.Advance(TimeSpan.FromMilliseconds(10));
        Assert.Equal(["a", "b", "c", "d"], ReceiveN(4).Cast<string>().Order(StringComparer.Ordinal));

        Assert.All(cancelables, static c => c.CancelIfNotNull());
        _scheduler.ScheduleTellOnce(10, TestActor, "e", ActorRefs.NoSender, Cancelable.CreateCanceled());
        _scheduler.Advanced.ScheduleOnce(10, () => TestActor.Tell("f"), AlreadyCanceledCancelable.Instance);
        _clock.Advance(TimeSpan.FromSeconds(1));

        ExpectNoMsg(20);
    }

    [Fact]
    public void Action_CanCancelItself_AndOneThatThrowsDoesNotStopOthers()
    {
        var cancel = new Cancelable(_scheduler);
        var runs = 0;
        _scheduler.Advanced.ScheduleRepeatedly(
            10,
            10,
            () =>
            {
                if (++runs == 3)
                {
                    cancel.Cancel();
                }
            },
            cancel);

        _clock.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal(3, runs);
    }

    [Fact]
    public void ActionThatThrows_IsLogged_AndNotRepeated()
    {
        var runs = 0;
        _scheduler.Advanced.ScheduleRepeatedly(10, 10, () =>
        {
            runs++;
            throw new IOException("no room");
        });

        EventFilter.Exception<IOException>(message: "no room").ExpectOne(() => _clock.Advance(TimeSpan.FromSeconds(1)));

        Assert.Equal(1, runs);
    }

    [Fact]
    public async Task Shutdown_EndsWhatIsScheduled()
    {
        var system = ActorSystem.Create("ending", new ActorSystemOptions { TimeProvider = _clock });
        system.Scheduler.ScheduleTellRepeatedly(10, 10, TestActor, "tick", ActorRefs.NoSender);
        await system.Terminate();

        _clock.Advance(TimeSpan.FromSeconds(1));

        ExpectNoMsg(20);
    }

    [Fact]
    public void Clock_IsTheSystems()
    {
        Assert.Equal(_clock.GetUtcNow(), _scheduler.Now);
        var before = _scheduler.MonotonicClock;
        _clock.Advance(TimeSpan.FromSeconds(3));
        Assert.Equal(TimeSpan.FromSeconds(3), _scheduler.MonotonicClock - before);
    }
}
