using ActorTrading.Actors.TestKit;

namespace ActorTrading.Actors.Tests;

public sealed class ShutdownTest
{
    [Fact]
    public async Task Run_PhasesInOrder_FailuresAreLeftBehind()
    {
        var system = ActorSystem.Create("s");
        var seen = new List<string>();
        var shutdown = CoordinatedShutdown.Get(system);
        Add(CoordinatedShutdown.PhaseBeforeActorSystemTerminate, "last");
        shutdown.AddTask(CoordinatedShutdown.PhaseServiceStop, "bad", () => throw new InvalidOperationException("bad"));
        Add(CoordinatedShutdown.PhaseServiceUnbind, "unbind");
        Add(CoordinatedShutdown.PhaseBeforeServiceUnbind, "first");

        await shutdown.Run(CoordinatedShutdown.ClrExitReason.Instance).WaitAsync(TimeSpan.FromSeconds(5));

        Assert.Equal(["first", "unbind", "last"], seen);
        Assert.True(system.WhenTerminated.IsCompletedSuccessfully);
        Assert.Same(CoordinatedShutdown.ClrExitReason.Instance, shutdown.ShutdownReason);

        void Add(string phase, string name) => shutdown.AddTask(phase, name, () =>
        {
            seen.Add(name);
            return Task.FromResult(Done.Instance);
        });
    }

    [Fact]
    public async Task Terminate_RunsThePhases_AndASlowTaskIsLeftBehind()
    {
        var clock = new ManualTimeProvider();
        var system = ActorSystem.Create("s", new ActorSystemOptions { TimeProvider = clock });
        var started = new TaskCompletionSource();
        CoordinatedShutdown.Get(system).AddTask(CoordinatedShutdown.PhaseServiceStop, "slow", () =>
        {
            started.SetResult();
            return new TaskCompletionSource<Done>().Task;
        });

        var terminated = system.Terminate();
        await started.Task.WaitAsync(TimeSpan.FromSeconds(5));
        Assert.False(terminated.IsCompleted);
        clock.Advance(TimeSpan.FromSeconds(5));

        await terminated.WaitAsync(TimeSpan.FromSeconds(5));
    }

    [Fact]
    public void AddTask_UnknownPhase_Throws()
    {
        using var system = ActorSystem.Create("s");

        Assert.Throws<ConfigurationException>(() => CoordinatedShutdown.Get(system).AddTask("nonsense", "x", () => Task.FromResult(Done.Instance)));
    }

    [Fact]
    public async Task Escalation_ToTheTop_EndsTheSystem()
    {
        var system = ActorSystem.Create("s", new ActorSystemOptions { GuardianStrategy = new OneForOneStrategy(_ => Directive.Escalate) });
        var actor = system.ActorOf(Props.CreateBy(() => new Bomb()));

        actor.Tell("boom");

        await system.WhenTerminated.WaitAsync(TimeSpan.FromSeconds(5));
    }

    [Fact]
    public async Task Terminate_ManyChildren_TakesLinearTime()
    {
        var system = ActorSystem.Create("s");
        for (var i = 0; i < 50_000; i++)
        {
            system.ActorOf(Props.CreateBy(() => new Bomb()));
        }

        await system.Terminate().WaitAsync(TimeSpan.FromSeconds(10));
    }

    private sealed class Bomb : UntypedActor
    {
        protected override void OnReceive(object message) => throw new InvalidOperationException("boom");
    }
}
