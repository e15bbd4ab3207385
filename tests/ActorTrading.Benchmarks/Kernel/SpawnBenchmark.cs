using ActorTrading.Actors;
using ActorTrading.Benchmarks.Reporting;

namespace ActorTrading.Benchmarks.Kernel;

/// <summary>A hundred thousand actors: made, asked once, stopped; and what they hold while they have nothing to do.</summary>
internal static class SpawnBenchmark
{
    private const int Actors = 100_000;

    public static Benchmark Create() => new(["kernel.spawn", "kernel.spawn.bytes", "kernel.idle.memory"], RunAsync);

    private static async Task<IReadOnlyList<Figure>> RunAsync(CancellationToken cancellationToken)
    {
        // Once over in a system of its own, so that code is compiled and the tables of the measured one are still small.
        await InSystemAsync(system => SpawnAndStopAsync(system));
        var (heap, resident) = await InSystemAsync(IdleAsync);
        return await InSystemAsync<IReadOnlyList<Figure>>(async system =>
        {
            var (rate, _) = await Runs.MeasureAsync(Peer.WarmUp, 7, () => SpawnAndStopAsync(system), cancellationToken);
            return
            [
                new Figure("kernel.spawn", rate, "actors/s", 150_000, Peer.Name + ", not stopped", 73_900),
                new Figure("kernel.spawn.bytes", heap / Actors, "bytes/actor", 1024, Peer.Name, 1950),
                new Figure("kernel.idle.memory", resident, "bytes", 100_000_000, Peer.Name, 195_000_000),
            ];
        });
    }

    private static async Task<T> InSystemAsync<T>(Func<ActorSystem, Task<T>> run)
    {
        var system = ActorSystem.Create("spawn");
        try
        {
            return await run(system);
        }
        finally
        {
            await system.Terminate();
        }
    }

    private static async Task<long> SpawnAndStopAsync(ActorSystem system)
    {
        var crowd = new Crowd();
        var actors = await SpawnAsync(system, crowd);
        foreach (var actor in actors)
        {
            system.Stop(actor);
        }

        await crowd.Gone.Task;
        return Actors;
    }

    /// <returns>What the managed heap and the process have grown by.</returns>
    private static async Task<(double Heap, double Resident)> IdleAsync(ActorSystem system)
    {
        Collect();
        var (heap, resident) = (GC.GetTotalMemory(forceFullCollection: false), Environment.WorkingSet);
        var crowd = new Crowd();
        var actors = await SpawnAsync(system, crowd);
        Collect();
        var grown = (GC.GetTotalMemory(forceFullCollection: false) - heap, Environment.WorkingSet - resident);
        foreach (var actor in actors)
        {
            system.Stop(actor);
        }

        await crowd.Gone.Task;
        return grown;
    }

    private static async Task<IActorRef[]> SpawnAsync(ActorSystem system, Crowd crowd)
    {
        var props = Props.CreateBy(() => new Member(crowd));
        var actors = new IActorRef[Actors];
        var answers = new Task[Actors];
        for (var i = 0; i < Actors; i++)
        {
            actors[i] = system.ActorOf(props);
            answers[i] = actors[i].Ask<Ball>(Ball.Instance);
        }

        await Task.WhenAll(answers);
        return actors;
    }

    private static void Collect()
    {
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        GC.WaitForPendingFinalizers();
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
    }

    private sealed class Crowd
    {
        private int _alive = Actors;

        public TaskCompletionSource Gone { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public void Leave()
        {
            if (Interlocked.Decrement(ref _alive) == 0)
            {
                Gone.SetResult();
            }
        }
    }

    private sealed class Member(Crowd crowd) : UntypedActor
    {
        protected override void OnReceive(object message) => Sender.Tell(message, Self);

        protected override void PostStop() => crowd.Leave();
    }
}
