using ActorTrading.Actors.Streams;
using ActorTrading.Benchmarks.Reporting;

namespace ActorTrading.Benchmarks.Kernel;

/// <summary>Numbers through select, where and aggregate: in one flow, and with a buffer between select and where so that each half has a thread.</summary>
internal static class StreamsBenchmark
{
    private const int Elements = 2_000_000;
    private const int BufferSize = 1024;

    public static Benchmark Create() => new(["kernel.streams", "kernel.streams.fused"], RunAsync);

    private static async Task<IReadOnlyList<Figure>> RunAsync(CancellationToken cancellationToken)
    {
        var (apart, _) = await Runs.MeasureAsync(Peer.WarmUp, 9, () => SumAsync(Even().Buffer(BufferSize)), cancellationToken);
        var (fused, _) = await Runs.MeasureAsync(Peer.WarmUp, 9, () => SumAsync(Even()), cancellationToken);
        return
        [
            new Figure("kernel.streams", apart, "elements/s", 7_080_000, Peer.Name, 7_080_000),
            new Figure("kernel.streams.fused", fused, "elements/s", 13_200_000, Peer.Name, 13_200_000),
        ];
    }

    private static IAsyncEnumerable<int> Even() => Numbers().Select(static i => i * 2);

    private static async Task<long> SumAsync(IAsyncEnumerable<int> numbers)
    {
        var sum = await numbers.Where(static i => i % 3 == 0).AggregateAsync(0L, static (sum, i) => sum + i);
        return sum > 0 ? Elements : throw new InvalidOperationException("The numbers are lost.");
    }

    private static async IAsyncEnumerable<int> Numbers()
    {
        await Task.CompletedTask;
        for (var i = 0; i < Elements; i++)
        {
            yield return i;
        }
    }
}
