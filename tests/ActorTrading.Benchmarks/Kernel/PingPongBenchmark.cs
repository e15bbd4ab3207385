using ActorTrading.Actors;
using ActorTrading.Benchmarks.Reporting;

namespace ActorTrading.Benchmarks.Kernel;

/// <summary>Pairs of actors that throw balls at each other; a ball's way out and its way back both count.</summary>
internal static class PingPongBenchmark
{
    public static Benchmark Create() => new(["kernel.pingpong.1x1", "kernel.pingpong.2x1000"], RunAsync);

    private static async Task<IReadOnlyList<Figure>> RunAsync(CancellationToken cancellationToken)
    {
        var system = ActorSystem.Create("pingpong");
        try
        {
            var (one, _) = await Runs.MeasureAsync(Peer.WarmUp, 9, () => PlayAsync(system, 1, 1, 2_000_000), cancellationToken);
            var (many, _) = await Runs.MeasureAsync(Peer.WarmUp, 9, () => PlayAsync(system, 2, 1000, 8_000_000), cancellationToken);
            return
            [
                new Figure("kernel.pingpong.1x1", one, "messages/s", 12_000_000, Peer.Name, 10_200_000),
                new Figure("kernel.pingpong.2x1000", many, "messages/s", 70_000_000, Peer.Name, 56_500_000),
            ];
        }
        finally
        {
            await system.Terminate();
        }
    }

    private static async Task<long> PlayAsync(ActorSystem system, int pairs, int inFlight, int rounds)
    {
        var games = Enumerable.Range(0, pairs).Select(_ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).ToArray();
        foreach (var done in games)
        {
            var pong = system.ActorOf(Props.CreateBy(() => new Echo()));
            var ping = system.ActorOf(Props.CreateBy(() => new Client(rounds, inFlight, pong, done)));
            for (var i = 0; i < inFlight; i++)
            {
                pong.Tell(Ball.Instance, ping);
            }
        }

        await Task.WhenAll(games.Select(g => g.Task));
        return 2L * pairs * rounds;
    }

    private sealed class Client(int rounds, int inFlight, IActorRef pong, TaskCompletionSource done) : UntypedActor
    {
        private int _received;

        protected override void OnReceive(object message)
        {
            _received++;
            if (_received <= rounds - inFlight)
            {
                pong.Tell(message, Self);
            }
            else if (_received == rounds)
            {
                done.SetResult();
                Context.Stop(pong);
                Context.Stop(Self);
            }
        }
    }
}
