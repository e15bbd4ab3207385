using System.Globalization;
using ActorTrading.Actors;
using ActorTrading.Actors.Persistence;
using ActorTrading.Benchmarks.Reporting;

namespace ActorTrading.Benchmarks.Kernel;

/// <summary>Persistent actors on the in-memory journal, one event per command, all commands sent at once.</summary>
internal static class PersistBenchmark
{
    private const int Events = 500_000;

    public static Benchmark Create() =>
        new(["kernel.persist.memory.1", "kernel.persist.memory.8", "kernel.persist.memory.bytes"], RunAsync);

    private static async Task<IReadOnlyList<Figure>> RunAsync(CancellationToken cancellationToken)
    {
        var (one, bytes) = await Runs.MeasureAsync(Peer.WarmUp, 9, () => PersistAsync(1), cancellationToken);
        var (eight, _) = await Runs.MeasureAsync(Peer.WarmUp, 9, () => PersistAsync(8), cancellationToken);
        return
        [
            new Figure("kernel.persist.memory.1", one, "events/s", 1_000_000, Peer.Name, 406_000),
            new Figure("kernel.persist.memory.8", eight, "events/s", 1_500_000, Peer.Name, 647_000),
            new Figure("kernel.persist.memory.bytes", bytes, "bytes/event", 200, Peer.Name, 2200),
        ];
    }

    /// <summary>A new system each time: its journal keeps every event.</summary>
    private static async Task<long> PersistAsync(int writers)
    {
        var system = ActorSystem.Create("persist");
        try
        {
            var done = Enumerable.Range(0, writers).Select(_ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).ToArray();
            var actors = done.Select((d, i) => system.ActorOf(Props.CreateBy(() => new Writer(i, Events / writers, d)))).ToArray();
            for (var i = 0; i < Events / writers; i++)
            {
                foreach (var actor in actors)
                {
                    actor.Tell(Ball.Instance, ActorRefs.NoSender);
                }
            }

            await Task.WhenAll(done.Select(d => d.Task));
            return Events;
        }
        finally
        {
            await system.Terminate();
        }
    }

    private sealed class Writer : UntypedPersistentActor
    {
        // Made once: a new one for each command would be counted as the kernel's.
        private readonly Action<Ball> _count;
        private int _left;

        public Writer(int number, int events, TaskCompletionSource done)
        {
            PersistenceId = "writer-" + number.ToString(CultureInfo.InvariantCulture);
            _left = events;
            _count = _ =>
            {
                if (--_left == 0)
                {
                    done.SetResult();
                }
            };
        }

        public override string PersistenceId { get; }

        protected override void OnCommand(object message) => Persist(Ball.Instance, _count);

        protected override void OnRecover(object message)
        {
        }
    }
}
