using ActorTrading.Actors.TestKit;

namespace ActorTrading.Actors.Tests.Expectations;

/// <summary>On a simulation, where a test's waiting takes no real time and its length is exact.</summary>
public sealed class TimeLimitTests : TestKit.TestKit
{
    private readonly TestKit.Simulated.Simulation _sim;

    public TimeLimitTests()
        : this(new TestKit.Simulated.Simulation(1))
    {
    }

    private TimeLimitTests(TestKit.Simulated.Simulation sim)
        : base(sim.CreateSystem(), new TestKitSettings { TestTimeFactor = 2 })
    {
        _sim = sim;
    }

    [Fact]
    public void Expectations_WaitInVirtualTime_Dilated()
    {
        var start = _sim.Now;
        Assert.Throws<AssertionException>(() => ExpectMsg<string>(TimeSpan.FromHours(1)));
        Assert.Equal(TimeSpan.FromHours(2), _sim.Now - start);

        Sys.Scheduler.ScheduleTellOnce(TimeSpan.FromSeconds(5), TestActor, "tick", TestActor);
        ExpectMsg("tick");
        Assert.Equal(TimeSpan.FromHours(2) + TimeSpan.FromSeconds(5), _sim.Now - start);
    }

    [Fact]
    public void Within_InnerLimitIsWhatIsLeft()
    {
        Within(TimeSpan.FromSeconds(10), () =>
        {
            Assert.Equal(TimeSpan.FromSeconds(20), Remaining);
            _sim.AdvanceTime(TimeSpan.FromSeconds(5));
            Assert.Equal(TimeSpan.FromSeconds(15), RemainingOrDefault);
            Assert.Equal(TimeSpan.FromSeconds(2), RemainingOrDilated(TimeSpan.FromSeconds(1)));
            Within(TimeSpan.FromSeconds(100), () => Assert.Equal(TimeSpan.FromSeconds(15), Remaining));
        });

        Assert.Throws<InvalidOperationException>(() => Remaining);
        Assert.Equal(TimeSpan.FromSeconds(6), RemainingOrDefault);
        Assert.Equal(TimeSpan.FromSeconds(3), GetTimeoutOrDefault(null));
        Assert.Throws<ArgumentException>(() => RemainingOrDilated(Timeout.InfiniteTimeSpan));
    }

    [Fact]
    public void Within_OverByTheMillisecondThatMeansForEver_WaitsForNothing()
    {
        var start = _sim.Now;
        var over = TimeSpan.FromMilliseconds(2001);
        Sys.Scheduler.ScheduleTellOnce(TimeSpan.FromHours(1), TestActor, "late", TestActor);

        Action[] expectations =
        [
            () => ExpectMsg<string>(),
            () => ReceiveN(1),
            () => FishForMessage(static _ => true),
            () => Assert.Empty(ReceiveWhile<string>(static m => m as string)),
        ];
        foreach (var expectation in expectations)
        {
            Assert.Throws<AssertionException>(() => Within(TimeSpan.FromSeconds(1), () =>
            {
                _sim.AdvanceTime(over);
                expectation();
                throw new AssertionException("had nothing to wait for");
            }));
        }

        Assert.Equal(over * expectations.Length, _sim.Now - start);
    }

    [Fact]
    public void Within_TooSlowOrTooFast_Fails_AndEpsilonForgives()
    {
        var second = TimeSpan.FromSeconds(1);
        Assert.Contains("exceeding", Assert.Throws<AssertionException>(() => Within(second, () => _sim.AdvanceTime(second * 3))).Message);
        Within(second, () => _sim.AdvanceTime(second * 3), epsilonValue: second);
        Assert.Contains("at least", Assert.Throws<AssertionException>(() => Within(second, second * 2, static () => { })).Message);
        Assert.Contains("not possible", Assert.Throws<AssertionException>(() => Within(second, () => Within(second * 3, second * 4, static () => { }))).Message);
        Assert.Equal(7, Within(second, static () => 7));
    }

    [Fact]
    public void Within_EndingWithExpectNoMsg_MayUseItAllUp()
    {
        Within(TimeSpan.FromSeconds(1), () => ExpectNoMsg());
        Within(TimeSpan.FromSeconds(1), () => ExpectNoMsg(TimeSpan.FromSeconds(4)));
    }

    [Fact]
    public void Within_MessageTooLate_FailsAtItsEnd()
    {
        var start = _sim.Now;
        Sys.Scheduler.ScheduleTellOnce(TimeSpan.FromSeconds(5), TestActor, "late", TestActor);

        Assert.Throws<AssertionException>(() => Within(TimeSpan.FromSeconds(1), () => ExpectMsg("late")));
        Assert.Equal(TimeSpan.FromSeconds(2), _sim.Now - start);
    }

    [Fact]
    public void AwaitCondition_AndAwaitAssert_LetTimePassBetweenTries()
    {
        var (seen, tries) = (false, 0);
        Sys.Scheduler.Advanced.ScheduleOnce(TimeSpan.FromSeconds(1), () => seen = true);

        Assert.False(AwaitConditionNoThrow(() => seen, TimeSpan.FromSeconds(0.5)));
        AwaitCondition(() => seen);
        AwaitAssert(() => Assert.True(++tries == 5), interval: TimeSpan.FromMilliseconds(100));

        Assert.Contains("the reason", Assert.Throws<AssertionException>(() => AwaitCondition(static () => false, TimeSpan.FromSeconds(1), "the reason")).Message);
        Assert.Throws<InvalidOperationException>(() => AwaitAssert(static () => throw new InvalidOperationException(), TimeSpan.FromSeconds(1)));
    }

    [Fact]
    public void AsyncForms_RunInTheSimulation()
    {
        _sim.Await(_sim.Start(async () =>
        {
            var start = _sim.Now;
            Sys.Scheduler.ScheduleTellOnce(TimeSpan.FromSeconds(1), TestActor, "tick", TestActor);
            await WithinAsync(TimeSpan.FromSeconds(1), async () => await ExpectMsgAsync("tick"));
            Assert.Equal(TimeSpan.FromSeconds(1), _sim.Now - start);
            await Assert.ThrowsAsync<AssertionException>(() => WithinAsync(TimeSpan.FromSeconds(1), async () => await ExpectMsgAsync("tick")));
            await ExpectNoMsgAsync(TimeSpan.FromSeconds(1));
            var tries = 0;
            await AwaitAssertAsync(() => Assert.True(++tries == 3));
            await AwaitConditionAsync(() => Task.FromResult(++tries == 6));
            await Assert.ThrowsAsync<AssertionException>(() => AwaitConditionAsync(static () => false, TimeSpan.FromSeconds(1)));
            Assert.False(await AwaitConditionNoThrowAsync(static () => false, TimeSpan.FromSeconds(1)));
        }));
    }

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        _sim.Dispose();
    }
}
