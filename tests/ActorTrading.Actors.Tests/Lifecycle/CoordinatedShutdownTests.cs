using System.Collections.Immutable;
using ActorTrading.Actors.TestKit;
using static ActorTrading.Actors.CoordinatedShutdown;

namespace ActorTrading.Actors.Tests.Lifecycle;

public sealed class CoordinatedShutdownTests : TestKit.TestKit
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);
    private readonly ManualTimeProvider _clock;

    public CoordinatedShutdownTests()
        : this(new ManualTimeProvider())
    {
    }

    private CoordinatedShutdownTests(ManualTimeProvider clock)
        : base(new ActorSystemOptions { TimeProvider = clock })
    {
        _clock = clock;
    }

    public static TheoryData<string> Circles => ["a:a", "b:a a:b", "c:b b:c", "d:a,c c:b b:d"];

    [Theory]
    [InlineData("", "")]
    [InlineData("a:", "a")]
    [InlineData("b:a", "a b")]
    [InlineData("c:a b:a", "a b c")]
    [InlineData("b:a c:b", "a b c")]
    [InlineData("b:a c:a,b", "a b c")]
    [InlineData("c:a,b", "a b c")]
    [InlineData("b:a c:b d:b,c e:d", "a b c d e")]
    [InlineData("a2:a1 a3:a2 b2:b1 b3:b2", "a1 a2 a3 b1 b2 b3")]
    public void Phases_ComeAfterWhatTheyDependOn(string phases, string order) => Assert.Equal(order, string.Join(' ', TopologicalSort(Parse(phases))));

    [Theory]
    [MemberData(nameof(Circles))]
    public void Phases_InACircle_AreRefused(string phases) => Assert.Throws<ArgumentException>(() => TopologicalSort(Parse(phases)));

    [Fact]
    public void Phases_Predefined() => Assert.Equal(
        [
            PhaseBeforeServiceUnbind, PhaseServiceUnbind, PhaseServiceRequestsDone, PhaseServiceStop, PhaseBeforeClusterShutdown,
            PhaseClusterShardingShutdownRegion, PhaseClusterLeave, PhaseClusterExiting, PhaseClusterExitingDone, PhaseClusterShutdown,
            PhaseBeforeActorSystemTerminate, PhaseActorSystemTerminate,
        ],
        Get(Sys).OrderedPhases);

    [Fact]
    public async Task Run_PhaseAfterPhase_TasksOfOneTogether()
    {
        var shutdown = Of("a: b:a c:a,b");
        var slow = new TaskCompletionSource<Done>();
        Tell(shutdown, "a");
        Tell(shutdown, "b");
        shutdown.AddTask("b", "slow", () =>
        {
            TestActor.Tell("b");
            return slow.Task;
        });
        Tell(shutdown, "c");

        var run = shutdown.Run(UnknownReason.Instance);
        Assert.Equal(["a", "b", "b"], ReceiveN(3).Cast<string>());
        ExpectNoMsg(20);
        slow.SetResult(Done.Instance);

        await run.WaitAsync(Patience);
        ExpectMsg("c");
    }

    [Fact]
    public async Task Run_FromAPhase_LeavesTheEarlierOnesOut()
    {
        var shutdown = Of("a: b:a c:a,b");
        foreach (var phase in new[] { "a", "b", "c" })
        {
            Tell(shutdown, phase);
        }

        var why = new Custom();
        await shutdown.Run(why, "b").WaitAsync(Patience);

        Assert.Equal(["b", "c"], ReceiveN(2).Cast<string>());
        Assert.Same(why, shutdown.ShutdownReason);
        Assert.Throws<ArgumentException>("fromPhase", () => { _ = Of("a:").Run(why, "nonsense"); });
    }

    [Fact]
    public async Task Run_Again_ChangesNothing()
    {
        var shutdown = Of("a:");
        Tell(shutdown, "a");
        Assert.Null(shutdown.ShutdownReason);
        var why = new Custom();
        await shutdown.Run(why).WaitAsync(Patience);

        await shutdown.Run(UnknownReason.Instance).WaitAsync(Patience);

        ExpectMsg("a");
        ExpectNoMsg(20);
        Assert.Same(why, shutdown.ShutdownReason);
    }

    [Fact]
    public async Task Run_GoesOnAfterFailureAndTimeout()
    {
        var shutdown = Of("a: b:a c:a,b");
        shutdown.AddTask("a", "boom", () => throw new InvalidOperationException("boom"));
        shutdown.AddTask("a", "later boom", () => Task.FromException<Done>(new InvalidOperationException("boom")));
        Tell(shutdown, "a");
        Never(shutdown, "b");
        Tell(shutdown, "c");

        var run = shutdown.Run(UnknownReason.Instance);
        ExpectMsg("a");
        ExpectMsg("b");
        EventFilter.Warning(contains: "phase [b] timed out").ExpectOne(() => _clock.Advance(TimeSpan.FromSeconds(10)));

        await run.WaitAsync(Patience);
        ExpectMsg("c");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Run_WithoutRecover_EndsAtTheFirstError(bool slow)
    {
        var phases = Parse("b:a c:a,b").SetItem("b", new Phase(["a"], TimeSpan.FromMilliseconds(100), Recover: false));
        var shutdown = new CoordinatedShutdown((ExtendedActorSystem)Sys, phases);
        shutdown.AddTask("b", "bad", () => slow ? new TaskCompletionSource<Done>().Task : throw new InvalidOperationException("boom"));
        Tell(shutdown, "c");

        var run = shutdown.Run(UnknownReason.Instance);
        _clock.Advance(TimeSpan.FromMilliseconds(100));

        var error = await Record.ExceptionAsync(() => run.WaitAsync(Patience));
        Assert.Equal(slow ? typeof(TimeoutException) : typeof(InvalidOperationException), error?.GetType());
        ExpectNoMsg(20);
    }

    [Fact]
    public async Task Task_MayBeAddedToALaterPhase_FromAnEarlierOne()
    {
        var shutdown = Of("a: b:a");
        shutdown.AddTask("a", "first", () =>
        {
            Tell(shutdown, "b");
            return Task.FromResult(Done.Instance);
        });

        await shutdown.Run(UnknownReason.Instance).WaitAsync(Patience);

        ExpectMsg("b");
    }

    [Fact]
    public void TotalTimeout_IsThatOfPhasesWithTasks()
    {
        var shutdown = Of("a: b:a c:b");
        Assert.Equal(TimeSpan.Zero, shutdown.TotalTimeout);
        Tell(shutdown, "a");
        Tell(shutdown, "a");
        Tell(shutdown, "c");

        Assert.Equal(TimeSpan.FromSeconds(20), shutdown.TotalTimeout);
        Assert.Equal(TimeSpan.FromSeconds(10), shutdown.Timeout("b"));
        Assert.Throws<ArgumentException>("phase", () => shutdown.Timeout("nonsense"));
        Assert.Throws<ConfigurationException>(() => Tell(shutdown, "nonsense"));
    }

    [Fact]
    public async Task Run_OfTheSystem_TerminatesIt()
    {
        var why = new Custom();

        await Get(Sys).Run(why).WaitAsync(Patience);

        Assert.True(Sys.WhenTerminated.IsCompletedSuccessfully);
        Assert.Same(why, Get(Sys).ShutdownReason);
    }

    [Fact]
    public async Task Terminate_RunsIt()
    {
        await Sys.Terminate().WaitAsync(Patience);

        Assert.Same(ActorSystemTerminateReason.Instance, Get(Sys).ShutdownReason);
    }

    [Fact]
    public async Task Terminate_DoesNotRunIt_WhereSwitchedOff()
    {
        var system = System(new CoordinatedShutdownOptions { RunByActorSystemTerminate = false });
        Tell(Get(system), PhaseServiceStop);

        await system.Terminate().WaitAsync(Patience);

        Assert.Null(Get(system).ShutdownReason);
        ExpectNoMsg(20);
    }

    [Fact]
    public async Task Run_LeavesTheActorsAlive_WhereSwitchedOff()
    {
        var system = System(new CoordinatedShutdownOptions { RunByActorSystemTerminate = false, TerminateActorSystem = false });

        await Get(system).Run(UnknownReason.Instance).WaitAsync(Patience);

        Assert.False(system.WhenTerminated.IsCompleted);
        await system.Terminate().WaitAsync(Patience);
    }

    [Fact]
    public async Task Terminate_AfterABrokenShutdown_StopsTheActors()
    {
        var phases = CoordinatedShutdownOptions.DefaultPhases;
        var system = System(new CoordinatedShutdownOptions { Phases = phases.SetItem(PhaseServiceStop, phases[PhaseServiceStop] with { Recover = false }) });
        Get(system).AddTask(PhaseServiceStop, "boom", () => throw new InvalidOperationException("boom"));
        await Assert.ThrowsAsync<InvalidOperationException>(() => Get(system).Run(UnknownReason.Instance));
        Assert.False(system.WhenTerminated.IsCompleted);

        await system.Terminate().WaitAsync(Patience);
    }

    [Fact]
    public async Task Run_FromWithinAnActor_OutlivesIt()
    {
        var system = System(new CoordinatedShutdownOptions());
        var gate = new TaskCompletionSource<Done>();
        Get(system).AddTask(PhaseServiceStop, "slow", () => gate.Task);
        system.ActorOf(Props.CreateBy(() => new Ender())).Tell("end");
        gate.SetResult(Done.Instance);

        await system.WhenTerminated.WaitAsync(Patience);
        await Get(system).Run(UnknownReason.Instance).WaitAsync(Patience);
    }

    [Fact]
    public void BadOptions_AreRefused()
    {
        var phases = CoordinatedShutdownOptions.DefaultPhases;
        Assert.Throws<ArgumentException>("TerminateActorSystem", () => System(new CoordinatedShutdownOptions { TerminateActorSystem = false }));
        Assert.Throws<ArgumentException>("Phases", () => System(new CoordinatedShutdownOptions { Phases = Parse("a:") }));
        Assert.Throws<ArgumentOutOfRangeException>("Phases", () => System(new CoordinatedShutdownOptions
        {
            Phases = phases.SetItem(PhaseServiceStop, phases[PhaseServiceStop] with { Timeout = TimeSpan.Zero }),
        }));
        Assert.Throws<ArgumentException>(() => System(new CoordinatedShutdownOptions
        {
            Phases = phases.SetItem(PhaseBeforeServiceUnbind, phases[PhaseBeforeServiceUnbind] with { DependsOn = [PhaseServiceStop] }),
        }));
    }

    [Fact]
    public void Phase_EqualsByContent() => Assert.Equal(new Phase(["a", "b"], TimeSpan.FromSeconds(1), true), new Phase(["b", "a"], TimeSpan.FromSeconds(1), true));

    /// <param name="text"><c>name:dependency,dependency</c>, separated by blanks.</param>
    private static ImmutableDictionary<string, Phase> Parse(string text) => text
        .Split(' ', StringSplitOptions.RemoveEmptyEntries)
        .Select(t => t.Split(':'))
        .ToImmutableDictionary(t => t[0], t => new Phase([.. t[1].Split(',', StringSplitOptions.RemoveEmptyEntries)], TimeSpan.FromSeconds(10), Recover: true));

    private static ActorSystem System(CoordinatedShutdownOptions options) =>
        ActorSystem.Create("other", new ActorSystemOptions { CoordinatedShutdown = options });

    private CoordinatedShutdown Of(string phases) => new((ExtendedActorSystem)Sys, Parse(phases));

    private void Tell(CoordinatedShutdown shutdown, string phase) => shutdown.AddTask(phase, "tell " + phase, () =>
    {
        TestActor.Tell(phase);
        return Task.FromResult(Done.Instance);
    });

    private void Never(CoordinatedShutdown shutdown, string phase) => shutdown.AddTask(phase, "never", () =>
    {
        TestActor.Tell(phase);
        return new TaskCompletionSource<Done>().Task;
    });

    private sealed class Custom : Reason;

    private sealed class Ender : ReceiveActor
    {
        public Ender()
        {
            ReceiveAsync<string>(async _ => await Get(Context.System).Run(ClrExitReason.Instance));
        }
    }
}
