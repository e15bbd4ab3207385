using System.Runtime.CompilerServices;
using ActorTrading.Feeds;
using ActorTrading.Market;

namespace ActorTrading.Engine.Tests.Ingest;

/// <summary>Delivers given batches and counts how many were pulled; breaks after the last one when told to.</summary>
internal sealed class ScriptedFeed(IReadOnlyList<MarketBatch> batches, Exception? error = null) : IFeed
{
    private int _pulled;

    public int Pulled => Volatile.Read(ref _pulled);

    public IReadOnlyDictionary<Symbol, long>? Positions { get; private set; }

    public string Name => batches[0].Source;

    public bool IsSimulated => true;

    public IReadOnlyList<Symbol> Symbols => [.. batches.Select(b => b.Symbol).Distinct().Order()];

    public async IAsyncEnumerable<MarketBatch> ReadAsync(IReadOnlyDictionary<Symbol, long> positions, [EnumeratorCancellation] CancellationToken cancellation)
    {
        Positions = positions;
        foreach (var batch in batches.Where(b => b.Position > positions.GetValueOrDefault(b.Symbol)))
        {
            cancellation.ThrowIfCancellationRequested();
            await Task.Yield();
            Interlocked.Increment(ref _pulled);
            yield return batch;
        }

        if (error is not null)
        {
            throw error;
        }
    }
}
