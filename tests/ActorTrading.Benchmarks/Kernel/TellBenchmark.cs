using ActorTrading.Actors;
using ActorTrading.Benchmarks.Reporting;

namespace ActorTrading.Benchmarks.Kernel;

/// <summary>One thread that is no actor, one actor, one shared message.</summary>
internal static class TellBenchmark
{
    private const int Tells = 10_000_000;

    public static Benchmark Create() => new(["kernel.tell", "kernel.tell.bytes"], RunAsync);

    private static async Task<IReadOnlyList<Figure>> RunAsync(CancellationToken cancellationToken)
    {
        var system = ActorSystem.Create("tell");
        try
        {
            var (rate, bytes) = await Runs.MeasureAsync(Peer.WarmUp, 9, () => TellAsync(system), cancellationToken);
            return
            [
                new Figure("kernel.tell", rate, "messages/s", 30_000_000, Peer.Name, 23_900_000),
                new Figure("kernel.tell.bytes", bytes, "bytes/message", 2, Peer.Name, 25),
            ];
        }
        finally
        {
            await system.Terminate();
        }
    }

    private static async Task<long> TellAsync(ActorSystem system)
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var counter = system.ActorOf(Props.CreateBy(() => new Counter(Tells, done)));
        Send(counter);
        await done.Task;
        system.Stop(counter);
        return Tells;
    }

    private static void Send(IActorRef counter)
    {
        for (var i = 0; i < Tells; i++)
        {
            counter.Tell(Ball.Instance, ActorRefs.NoSender);
        }
    }

    private sealed class Counter(int expected, TaskCompletionSource done) : UntypedActor
    {
        private int _left = expected;

        protected override void OnReceive(object message)
        {
            if (--_left == 0)
            {
                done.SetResult();
            }
        }
    }
}
