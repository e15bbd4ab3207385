using ActorTrading.Actors;
using ActorTrading.Benchmarks.Reporting;

namespace ActorTrading.Benchmarks.Kernel;

/// <summary>Questions without timeout or token, each caller's next one when the last is answered.</summary>
internal static class AskBenchmark
{
    private const int Asks = 1_000_000;

    public static Benchmark Create() => new(["kernel.ask.1", "kernel.ask.8", "kernel.ask.bytes"], RunAsync);

    private static async Task<IReadOnlyList<Figure>> RunAsync(CancellationToken cancellationToken)
    {
        var system = ActorSystem.Create("ask");
        try
        {
            var echo = system.ActorOf(Props.CreateBy(() => new Echo()));
            var (one, bytes) = await Runs.MeasureAsync(Peer.WarmUp, 9, () => AskAsync(echo, 1), cancellationToken);
            var (eight, _) = await Runs.MeasureAsync(Peer.WarmUp, 9, () => AskAsync(echo, 8), cancellationToken);
            return
            [
                new Figure("kernel.ask.1", one, "asks/s", 3_000_000, Peer.Name, 2_200_000),
                new Figure("kernel.ask.8", eight, "asks/s", 4_000_000, Peer.Name, 2_900_000),
                new Figure("kernel.ask.bytes", bytes, "bytes/ask", 300, Peer.Name, 840),
            ];
        }
        finally
        {
            await system.Terminate();
        }
    }

    private static async Task<long> AskAsync(IActorRef echo, int callers)
    {
        await Task.WhenAll(Enumerable.Range(0, callers).Select(_ => Task.Run(() => CallAsync(echo, Asks / callers))));
        return Asks;
    }

    private static async Task CallAsync(IActorRef echo, int asks)
    {
        for (var i = 0; i < asks; i++)
        {
            await echo.Ask<Ball>(Ball.Instance);
        }
    }
}
