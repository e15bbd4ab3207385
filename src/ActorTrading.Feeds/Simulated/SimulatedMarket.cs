using System.Buffers;
using System.Globalization;
using ActorTrading.Market;

namespace ActorTrading.Feeds.Simulated;

/// <summary>
/// An endless, made-up crypto market, the same for the same seed: correlated symbols, clustered volatility, regimes, jumps, seasons, fat tails and
/// one small foreseeable part (<see cref="PlantedSignal"/>), so that the best possible forecast is known (<see cref="BayesOptimum"/>).
/// Resuming walks the hidden path without making the ticks. Safe for several readers at once: each reading walks a path of its own.
/// </summary>
public sealed class SimulatedMarket : IFeed
{
    private const long Minute = 60_000_000;
    private static readonly Dictionary<Symbol, long> FromTheStart = [];

    private readonly SimulatedMarketOptions _options;

    /// <exception cref="ArgumentException">An option is out of range.</exception>
    public SimulatedMarket(SimulatedMarketOptions? options = null)
    {
        _options = options ?? new SimulatedMarketOptions();
        _options.Validate();
        Symbols = [.. _options.Symbols.Order()];
        var standard = new SimulatedMarketOptions();
        Name = (_options.StartTime, _options.TradesPerMinute, _options.Edge) == (standard.StartTime, standard.TradesPerMinute, standard.Edge)
            ? string.Create(CultureInfo.InvariantCulture, $"simulated:{_options.Seed}")
            : string.Create(
                CultureInfo.InvariantCulture,
                $"simulated:{_options.Seed}:{_options.StartTime / 1_000_000}s:{_options.TradesPerMinute:R}tpm:{_options.Edge:R}");
    }

    /// <summary><c>simulated:</c> and the seed, with whatever else decides the rows where it is not the default.</summary>
    public string Name { get; }

    public bool IsSimulated => true;

    public IReadOnlyList<Symbol> Symbols { get; }

    public SimulatedMarketOptions Options => _options;

    public IAsyncEnumerable<MarketBatch> ReadAsync(IReadOnlyDictionary<Symbol, long> positions, CancellationToken cancellation) =>
        Read(positions, cancellation).ToAsyncEnumerable();

    /// <summary>The same without an asynchronous shell. Endless.</summary>
    /// <remarks>Batches lie on the grid of <see cref="SimulatedMarketOptions.MaxBatchSpan"/>, symbols in ascending order in each step of it.</remarks>
    public IEnumerable<MarketBatch> Read(IReadOnlyDictionary<Symbol, long>? positions = null, CancellationToken cancellation = default)
    {
        var walk = new MarketWalk(_options, Symbols);
        var stored = Symbols.Select(symbol => (positions ?? FromTheStart).GetValueOrDefault(symbol)).ToArray();
        if (stored.Any(position => position < 0))
        {
            throw new ArgumentOutOfRangeException(nameof(positions), stored.Min(), "A position must not be negative.");
        }

        var blockMinutes = Math.Max(1, (int)_options.MaxBatchSpan.TotalMinutes);
        var window = Math.Min(Minute * blockMinutes, _options.MaxBatchSpan.Ticks / TimeSpan.TicksPerMicrosecond);
        var blocks = new Tick[Symbols.Count][];
        var next = new int[Symbols.Count];
        while (true)
        {
            cancellation.ThrowIfCancellationRequested();
            var start = walk.NextMinute * Minute;
            MakeBlock(walk, blockMinutes, stored, blocks);
            Array.Clear(next);
            for (var end = start + window; end <= start + (blockMinutes * Minute); end += window)
            {
                for (var s = 0; s < Symbols.Count; s++)
                {
                    for (var ticks = Cut(blocks[s], next[s], end); !ticks.IsEmpty; ticks = Cut(blocks[s], next[s], end))
                    {
                        next[s] += ticks.Length;
                        stored[s] += ticks.Length;
                        cancellation.ThrowIfCancellationRequested();
                        yield return new TickBatch(Symbols[s], ticks, Name, stored[s]);
                    }
                }
            }
        }
    }

    /// <summary>
    /// The bars that <paramref name="symbol"/>'s ticks roll up to, those that open in [<paramref name="from"/>, <paramref name="to"/>), from the start of the market
    /// on. A reader that resumes at <see cref="PositionsAt"/> of the end goes on without a seam.
    /// </summary>
    /// <param name="from">µs since the epoch.</param>
    /// <param name="to">µs since the epoch; the last bar is complete whatever the time.</param>
    /// <exception cref="ArgumentException">The symbol is not simulated, or <paramref name="to"/> is before <paramref name="from"/>.</exception>
    public Bar[] History(Symbol symbol, Timeframe timeframe, long from, long to)
    {
        MustHave(symbol);
        if (to < from)
        {
            throw new ArgumentOutOfRangeException(nameof(to), to, $"The end must not be before the beginning, {from}.");
        }

        // The first and the end of the last bar on the grid.
        var first = timeframe.OpenOf(from + timeframe.Length - 1);
        var end = timeframe.OpenOf(to + timeframe.Length - 1);
        var walk = new MarketWalk(_options, [symbol]);
        var path = walk.Paths[0];
        var roller = new BarRoller(timeframe);
        var buffer = Array.Empty<Tick>();
        while (walk.NextMinute * Minute < end)
        {
            var minute = walk.NextMinute;
            walk.Step();
            if (minute * Minute < first || path.Trades == 0)
            {
                continue;
            }

            if (buffer.Length < path.Trades)
            {
                buffer = new Tick[path.Trades * 2];
            }

            var ticks = buffer.AsSpan(0, path.Trades);
            path.WriteTicks(minute, ticks);
            roller.Add(ticks);
        }

        return roller.Finish();
    }

    /// <summary>How many ticks each symbol has before <paramref name="time"/> (µs since the epoch): where to resume after a history up to there.</summary>
    public IReadOnlyDictionary<Symbol, long> PositionsAt(long time)
    {
        var walk = new MarketWalk(_options, Symbols);
        while ((walk.NextMinute + 1) * Minute <= time)
        {
            walk.Step();
        }

        var positions = walk.Paths.Select(path => path.TotalTrades).ToArray();
        var minute = walk.NextMinute;
        if (minute * Minute < time)
        {
            walk.Step();
            for (var s = 0; s < positions.Length; s++)
            {
                var ticks = new Tick[walk.Paths[s].Trades];
                walk.Paths[s].WriteTicks(minute, ticks);
                positions[s] += ticks.Count(tick => tick.Time < time);
            }
        }

        return Symbols.Select((symbol, s) => (symbol, s)).ToDictionary(x => x.symbol, x => positions[x.s]);
    }

    internal void MustHave(Symbol symbol)
    {
        if (!Symbols.Contains(symbol))
        {
            throw new ArgumentException($"{symbol} is not simulated here; there are {string.Join(' ', Symbols)}.", nameof(symbol));
        }
    }

    private static void MakeBlock(MarketWalk walk, int minutes, long[] stored, Tick[][] blocks)
    {
        var paths = walk.Paths;
        var parts = new List<Tick>[paths.Count];
        for (var m = 0; m < minutes; m++)
        {
            var minute = walk.NextMinute;
            walk.Step();
            for (var s = 0; s < paths.Count; s++)
            {
                var path = paths[s];
                if (path.Trades > 0 && path.TotalTrades > stored[s])
                {
                    Append(parts[s] ??= [], path, minute);
                }
            }
        }

        for (var s = 0; s < paths.Count; s++)
        {
            var made = parts[s] is { } part ? part.ToArray() : [];
            var surplus = (int)Math.Max(0, stored[s] - (paths[s].TotalTrades - made.Length));
            blocks[s] = made.Length == 0 || surplus == 0 ? made : made[Math.Min(surplus, made.Length)..];
        }
    }

    private static void Append(List<Tick> list, SymbolPath path, long minute)
    {
        var rented = ArrayPool<Tick>.Shared.Rent(path.Trades);
        var ticks = rented.AsSpan(0, path.Trades);
        path.WriteTicks(minute, ticks);
        list.AddRange(ticks);
        ArrayPool<Tick>.Shared.Return(rented);
    }

    private ReadOnlyMemory<Tick> Cut(Tick[] block, int from, long end)
    {
        var to = from;
        while (to < block.Length && to - from < _options.BatchSize && block[to].Time < end)
        {
            to++;
        }

        return block.AsMemory(from, to - from);
    }
}
