using System.Runtime.CompilerServices;
using ActorTrading.Feeds;
using ActorTrading.Feeds.Recorded;
using ActorTrading.Market;

namespace ActorTrading.Benchmarks.Live;

/// <summary>
/// A day of one symbol's recorded trades as the trades of many symbols: each has its own name and runs a little behind the one before, so
/// that bars close all through a minute. Everything else (prices, sizes, gaps, bursts) is as the exchange had it.
/// </summary>
internal sealed class RetimedTrades
{
    private const string RecordedDay = "LTC-USDT.trades.2025-06-21.csv.gz";
    private const long Lag = 600_000;

    private readonly Tick[] _trades;

    private RetimedTrades(Tick[] trades, int symbols)
    {
        _trades = trades;
        Symbols = [.. Enumerable.Range(0, symbols).Select(i => Symbol.Parse(FormattableString.Invariant($"LTC{i:000}-USDT")))];
    }

    public IReadOnlyList<Symbol> Symbols { get; }

    /// <summary>Trades of one symbol.</summary>
    public int Count => _trades.Length;

    /// <exception cref="FileNotFoundException">The recorded day is missing.</exception>
    public static RetimedTrades Load(int symbols)
    {
        var day = new RecordedFeed([new RecordedFileSpec(MarketFiles.Find(RecordedDay))], RecordedFeedOptions.Bulk);
        return new RetimedTrades([.. day.Read().Cast<TickBatch>().SelectMany(b => b.Ticks.ToArray())], symbols);
    }

    /// <summary>The trades of one symbol from one position to another, as its own.</summary>
    public TickBatch Batch(string source, int symbol, int from, int to)
    {
        var ticks = _trades.AsSpan(from, to - from).ToArray();
        for (var i = 0; i < ticks.Length; i++)
        {
            ticks[i] = ticks[i] with { Time = ticks[i].Time + (symbol * Lag) };
        }

        return new TickBatch(Symbols[symbol], ticks, source, to);
    }

    /// <summary>A feed that gives every symbol's trades up to a position, symbol after symbol in full batches, as fast as they are taken.</summary>
    public IFeed UpTo(int position, int batchSize) => new Feed(this, position, batchSize);

    private sealed class Feed(RetimedTrades trades, int end, int batchSize) : IFeed
    {
        public string Name => "benchmark";

        public bool IsSimulated => false;

        public IReadOnlyList<Symbol> Symbols => trades.Symbols;

        public async IAsyncEnumerable<MarketBatch> ReadAsync(
            IReadOnlyDictionary<Symbol, long> positions, [EnumeratorCancellation] CancellationToken cancellation)
        {
            await Task.CompletedTask;
            var from = (int)positions.Values.DefaultIfEmpty().Min();
            while (from < end)
            {
                var to = Math.Min(end, from + batchSize);
                for (var i = 0; i < Symbols.Count; i++)
                {
                    cancellation.ThrowIfCancellationRequested();
                    yield return trades.Batch(Name, i, from, to);
                }

                from = to;
            }
        }
    }
}
