using ActorTrading.Actors.TestKit.Simulated;

namespace ActorTrading.Actors.Tests.Simulated;

public sealed class SimulationTest
{
    [Fact]
    public void SameSeed_SameCourse_OtherSeeds_OtherCourses()
    {
        var traces = Enumerable.Range(1, 30).Select(static seed => Simulation.Run(seed, Chat)).ToArray();

        Assert.Equal(traces, Enumerable.Range(1, 30).Select(static seed => Simulation.Run(seed, Chat)));
        Assert.True(traces.Distinct().Count() >= 29, $"only {traces.Distinct().Count()} courses in 30 seeds");
    }

    [Fact]
    public void EveryOrderThatMessagesOfTwoSendersCanTake_IsFoundBySomeSeed()
    {
        var orders = new HashSet<string>();
        for (var seed = 1; seed <= 200; seed++)
        {
            Simulation.Run(seed, sim =>
            {
                var seen = new List<string>();
                var system = sim.CreateSystem();
                var sink = system.ActorOf(Props.CreateBy(() => new Sink(seen.Add)));
                system.ActorOf(Props.CreateBy(() => new Source(sink, "a1", "a2"))).Tell("go");
                system.ActorOf(Props.CreateBy(() => new Source(sink, "b1"))).Tell("go");
                sim.RunUntilIdle();
                orders.Add(string.Join(' ', seen));
            });
        }

        // Of one sender to one receiver in order, of different senders in any.
        Assert.Equal(["a1 a2 b1", "a1 b1 a2", "b1 a1 a2"], orders.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void AsyncScenario_AwaitsAsksAndDelays_InVirtualTime()
    {
        Simulation.Run(7, async sim =>
        {
            var echo = sim.CreateSystem().ActorOf(Props.CreateBy(static () => new SlowEcho()));
            var start = sim.Now;
            var thread = Environment.CurrentManagedThreadId;

            Assert.Equal("hello", await echo.Ask<string>("hello"));
            Assert.Equal(TimeSpan.FromHours(5), sim.Now - start);
            await Assert.ThrowsAsync<AskTimeoutException>(() => echo.Ask<string>("never", TimeSpan.FromSeconds(3)));
            await Task.Delay(TimeSpan.FromDays(1), sim.Clock, TestContext.Current.CancellationToken);
            await Task.Yield();

            Assert.Equal(TimeSpan.FromHours(29) + TimeSpan.FromSeconds(3), sim.Now - start);
            Assert.Equal(thread, Environment.CurrentManagedThreadId);
        }, new SimulationOptions { TimeLimit = TimeSpan.FromDays(3) });
    }

    [Fact]
    public void AsyncHandlers_PipeTo_GracefulStopAndShutdown_StayInside()
    {
        var traces = Enumerable.Range(1, 20).Select(static _ => Simulation.Run(3, async sim =>
        {
            var system = sim.CreateSystem();
            var worker = system.ActorOf(Props.CreateBy(() => new Worker(sim.Clock)), "worker");

            Assert.Equal("await done", await worker.Ask<string>("await"));
            Assert.Equal("pipe done", await worker.Ask<string>("pipe"));
            Assert.Equal("handed done", await worker.Ask<string>("handed"));
            Assert.Equal("channel done", await worker.Ask<string>("channel"));
            Assert.True(await worker.GracefulStop(TimeSpan.FromSeconds(1)));
            CoordinatedShutdown.Get(system).AddTask(CoordinatedShutdown.PhaseServiceStop, "wait", async () =>
            {
                await Task.Delay(TimeSpan.FromSeconds(2), sim.Clock);
                return Done.Instance;
            });
            await system.Terminate();
        })).ToArray();

        Assert.Single(traces.Distinct());
    }

    [Fact]
    public void GracefulStop_OfAnActorThatDoesNotStop_IsFalseInVirtualTime()
    {
        Simulation.Run(1, async sim =>
        {
            var busy = sim.CreateSystem().ActorOf(Props.CreateBy(static () => new Sink(static _ => { })));

            Assert.False(await busy.GracefulStop(TimeSpan.FromSeconds(5), "no stop"));
            Assert.Equal(TimeSpan.FromSeconds(5), sim.Now - new SimulationOptions().Start);
        });
    }

    [Fact]
    public void TimeJumps_OnlyWhenNothingCanRun_AndTimersFireInOrder()
    {
        using var sim = new Simulation(5);
        var seen = new List<string>();
        var system = sim.CreateSystem();
        var sink = system.ActorOf(Props.CreateBy(() => new Sink(seen.Add)));
        system.Scheduler.ScheduleTellOnce(TimeSpan.FromSeconds(2), sink, "two", ActorRefs.NoSender);
        system.Scheduler.ScheduleTellOnce(TimeSpan.FromSeconds(1), sink, "one", ActorRefs.NoSender);
        sink.Tell("now");

        sim.RunUntilIdle();
        Assert.Equal(["now"], seen);
        Assert.Equal(new SimulationOptions().Start, sim.Now);
        sim.AdvanceTime(TimeSpan.FromSeconds(1.5));
        Assert.Equal(["now", "one"], seen);
        Assert.Equal(TimeSpan.FromSeconds(1.5), sim.Now - new SimulationOptions().Start);
        sim.RunUntil(() => seen.Count == 3);
        Assert.Equal(TimeSpan.FromSeconds(2), sim.Now - new SimulationOptions().Start);
    }

    [Fact]
    public void WhatNeverComes_IsAnErrorThatNamesTheSeed_NotAHang()
    {
        var stuck = Assert.Throws<SimulationException>(static () => Simulation.Run(42, static sim => sim.RunUntil(static () => false)));
        Assert.Contains("Seed 42 failed", stuck.Message);
        Assert.Contains("Nothing can happen any more", stuck.Message);

        var late = Assert.Throws<SimulationException>(static () => Simulation.Run(42, static sim =>
        {
            var system = sim.CreateSystem();
            system.Scheduler.ScheduleTellRepeatedly(TimeSpan.Zero, TimeSpan.FromSeconds(1), system.DeadLetters, "tick", ActorRefs.NoSender);
            sim.RunUntil(static () => false, TimeSpan.FromSeconds(10));
        }));
        Assert.Contains("00:00:10 of virtual time", late.Message);
    }

    [Fact]
    public void EscapeToTheThreadPool_IsNoticed()
    {
        var error = Assert.Throws<SimulationException>(static () => Simulation.Run(1, static sim =>
        {
            var sink = sim.CreateSystem().ActorOf(Props.CreateBy(static () => new Sink(static _ => { })));
            sim.RunUntilIdle();
            var sent = new ManualResetEventSlim();
            ThreadPool.UnsafeQueueUserWorkItem(_ =>
            {
                sink.Tell("from outside");
                sent.Set();
            }, null);
            sent.Wait(TestContext.Current.CancellationToken);
            sim.RunUntilIdle();
        }));

        Assert.Contains("left the simulation", error.Message);
    }

    [Fact]
    public void Crash_EndsAllOfASystemAtOnce_AndNothingOfOthers()
    {
        using var sim = new Simulation(9);
        var seen = new List<string>();
        var doomed = sim.CreateSystem("doomed");
        var other = sim.CreateSystem("other");
        ActorSystem[] systems = [doomed, other];
        var sinks = systems.Select(system => system.ActorOf(Props.CreateBy(() => new Sink(m => seen.Add($"{system.Name} {m}"))))).ToArray();
        sim.RunUntilIdle();
        for (var i = 0; i < systems.Length; i++)
        {
            systems[i].Scheduler.ScheduleTellOnce(TimeSpan.FromSeconds(1), sinks[i], "later", ActorRefs.NoSender);
            sinks[i].Tell("queued");
        }

        sim.Crash(doomed);
        sim.RunUntilIdle(TimeSpan.FromSeconds(5));

        Assert.Equal(["other queued", "other later"], seen);
    }

    [Fact]
    public void LateWakeUps_LetTimePassWhileAMessageWaits()
    {
        Simulation.Run(11, async sim =>
        {
            var echo = sim.CreateSystem().ActorOf(Props.CreateBy(static () => new Sink(static _ => { })));
            for (var i = 0; i < 20; i++)
            {
                await echo.Ask<ActorIdentity>(new Identify(i));
            }

            Assert.InRange(sim.Now - new SimulationOptions().Start, TimeSpan.FromMilliseconds(20), TimeSpan.FromSeconds(1));
        }, new SimulationOptions { LateWakeUps = 0.5, MaxWakeUpDelay = TimeSpan.FromMilliseconds(20) });
    }

    [Fact]
    public void ActorFailures_ReachTheSupervisor_AndOnlyActorsThatMayFail()
    {
        Simulation.Run(2, sim =>
        {
            var system = sim.CreateSystem();
            var (fragile, solid) = (0, 0);
            var one = system.ActorOf(Props.CreateBy(() => new Sink(static _ => { }, () => fragile++)), "fragile");
            var two = system.ActorOf(Props.CreateBy(() => new Sink(static _ => { }, () => solid++)), "solid");
            for (var i = 0; i < 100; i++)
            {
                one.Tell("x");
                two.Tell("x");
            }

            sim.RunUntilIdle();
            Assert.InRange(fragile, 5, 50);
            Assert.Equal(1, solid);
        }, new SimulationOptions { ActorFailures = 0.2, MayFail = static path => path.Name == "fragile" });
    }

    private static void Chat(Simulation sim)
    {
        var system = sim.CreateSystem();
        var seen = 0;
        var sink = system.ActorOf(Props.CreateBy(() => new Sink(_ => seen++)));
        for (var i = 0; i < 4; i++)
        {
            system.ActorOf(Props.CreateBy(() => new Source(sink, "x", "y", "z"))).Tell("go");
        }

        sim.RunUntil(() => seen == 12);
    }

    private sealed class Sink : UntypedActor
    {
        private readonly Action<string> _seen;

        public Sink(Action<string> seen, Action? made = null)
        {
            _seen = seen;
            made?.Invoke();
        }

        protected override void OnReceive(object message) => _seen((string)message);
    }

    private sealed class Source(IActorRef target, params string[] messages) : UntypedActor
    {
        private int _next;

        protected override void OnReceive(object message)
        {
            target.Tell(messages[_next++]);
            if (_next < messages.Length)
            {
                Self.Tell(message);
            }
        }
    }

    private sealed class SlowEcho : ReceiveActor
    {
        public SlowEcho()
        {
            Receive<string>(static m => m == "never", static _ => { });
            Receive<string>(m => Context.System.Scheduler.ScheduleTellOnce(TimeSpan.FromHours(5), Sender, m, Self));
        }
    }

    private sealed class Worker : ReceiveActor
    {
        public Worker(TimeProvider clock)
        {
            ReceiveAsync<string>(static m => m == "await", async m =>
            {
                await Task.Yield();
                await Task.Delay(TimeSpan.FromSeconds(1), clock);
                Sender.Tell(m + " done");
            });
            Receive<string>(static m => m == "pipe", m => { _ = DelayedAsync(m).PipeTo(Sender); });
            ReceiveAsync<string>(static m => m == "handed", m =>
            {
                var handed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                Context.System.Scheduler.Advanced.ScheduleOnce(TimeSpan.FromSeconds(1), handed.SetResult);
                Sender.Tell(m + " done");
                return handed.Task;
            });
            ReceiveAsync<string>(static m => m == "channel", async m =>
            {
                var channel = System.Threading.Channels.Channel.CreateBounded<int>(1);
                var reader = Task.Factory.StartNew(async () => await channel.Reader.ReadAsync(), CancellationToken.None, TaskCreationOptions.None, TaskScheduler.Current).Unwrap();
                await channel.Writer.WriteAsync(1);
                await reader;
                Sender.Tell(m + " done");
            });

            async Task<string> DelayedAsync(string m)
            {
                await Task.Delay(TimeSpan.FromSeconds(1), clock);
                return m + " done";
            }
        }
    }
}
