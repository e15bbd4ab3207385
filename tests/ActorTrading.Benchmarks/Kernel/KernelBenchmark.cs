using ActorTrading.Actors;
using ActorTrading.Benchmarks.Reporting;

namespace ActorTrading.Benchmarks.Kernel;

/// <summary>Messages between actors, in the message shapes and windows in which the peer was measured.</summary>
internal static class KernelBenchmark
{
    private const string Peer = "Akka.NET 1.5.30";
    private const int Tells = 10_000_000;
    private const int Rounds = 5_000_000;
    private const int InFlight = 1000;
    private const int Asks = 1_000_000;

    public static Benchmark Create() => new(["kernel.tell", "kernel.pingpong", "kernel.ask"], RunAsync);

    private static async Task<IReadOnlyList<Figure>> RunAsync(CancellationToken cancellationToken)
    {
        var system = ActorSystem.Create("kernel");
        try
        {
            return
            [
                new Figure("kernel.tell", await Runs.RateAsync(2, 5, () => TellAsync(system)), "messages/s", 30_000_000, Peer, 23_900_000),
                new Figure("kernel.pingpong", await Runs.RateAsync(2, 5, () => PingPongAsync(system)), "messages/s", 70_000_000, Peer, 56_500_000),
                new Figure("kernel.ask", await Runs.RateAsync(2, 5, () => AskAsync(system)), "asks/s", 3_000_000, Peer, 2_200_000),
            ];
        }
        finally
        {
            await system.Terminate();
        }
    }

    /// <summary>One thread, one actor, one shared message.</summary>
    private static async Task<long> TellAsync(ActorSystem system)
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var counter = system.ActorOf(Props.CreateBy(() => new Counter(Tells, done)));
        for (var i = 0; i < Tells; i++)
        {
            counter.Tell(Ball.Instance, ActorRefs.NoSender);
        }

        await done.Task;
        await counter.GracefulStop(TimeSpan.FromSeconds(5));
        return Tells;
    }

    /// <summary>Two pairs with a thousand messages under way each; both directions count.</summary>
    private static async Task<long> PingPongAsync(ActorSystem system)
    {
        var games = Enumerable.Range(0, 2).Select(_ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).ToArray();
        foreach (var done in games)
        {
            var pong = system.ActorOf(Props.CreateBy(() => new Echo()));
            var ping = system.ActorOf(Props.CreateBy(() => new Client(Rounds, pong, done)));
            for (var i = 0; i < InFlight; i++)
            {
                pong.Tell(Ball.Instance, ping);
            }
        }

        await Task.WhenAll(games.Select(g => g.Task));
        return 2L * 2 * Rounds;
    }

    /// <summary>One question after the other.</summary>
    private static async Task<long> AskAsync(ActorSystem system)
    {
        var echo = system.ActorOf(Props.CreateBy(() => new Echo()));
        for (var i = 0; i < Asks; i++)
        {
            await echo.Ask<Ball>(Ball.Instance);
        }

        await echo.GracefulStop(TimeSpan.FromSeconds(5));
        return Asks;
    }

    private sealed class Ball
    {
        public static Ball Instance { get; } = new();
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

    private sealed class Echo : UntypedActor
    {
        protected override void OnReceive(object message) => Sender.Tell(message, Self);
    }

    private sealed class Client(int rounds, IActorRef pong, TaskCompletionSource done) : UntypedActor
    {
        private int _received;

        protected override void OnReceive(object message)
        {
            _received++;
            if (_received <= rounds - InFlight)
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
