using System.Diagnostics;
using System.Runtime.CompilerServices;
using ActorTrading.Feeds;
using ActorTrading.Market;

namespace ActorTrading.Benchmarks.Live;

/// <summary>
/// Hands out single ticks at a steady rate, round and round the symbols, and notes when the tick that closes a decision bar was due.
/// What is due is never put off because the consumer is slow: waiting counts as latency.
/// </summary>
internal sealed class PacedTrades(RetimedTrades trades, string name, int from, int to, int ticksPerSecond, Timeframe decision, Action<Symbol, long, long> barCloses) : IFeed
{
    public string Name => name;

    public bool IsSimulated => false;

    public IReadOnlyList<Symbol> Symbols => trades.Symbols;

    public async IAsyncEnumerable<MarketBatch> ReadAsync(
        IReadOnlyDictionary<Symbol, long> positions, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var begun = Stopwatch.GetTimestamp();
        var period = Stopwatch.Frequency / (double)ticksPerSecond;
        var barOf = new long[Symbols.Count];
        long handed = 0;
        for (var position = from; position < to; position++)
        {
            for (var i = 0; i < Symbols.Count; i++)
            {
                var due = begun + (long)(handed++ * period);
                while (Stopwatch.GetTimestamp() < due)
                {
                    await Task.Delay(1, cancellation);
                }

                var batch = trades.Batch(name, i, position, position + 1);
                var open = decision.OpenOf(batch.Ticks.Span[0].Time);
                if (barOf[i] != open && barOf[i] != 0)
                {
                    barCloses(batch.Symbol, barOf[i] + decision.Length, due);
                }

                barOf[i] = open;
                yield return batch;
            }
        }
    }
}
