using ActorTrading.Market;

namespace ActorTrading.Feeds.Simulated;

/// <summary>What market is simulated. Seed, start, trades per minute and edge decide the rows; the rest only how they are delivered.</summary>
public sealed record SimulatedMarketOptions
{
    /// <summary>Equal seeds give equal markets, bit for bit. Default 42.</summary>
    public long Seed { get; init; } = 42;

    /// <summary>Default: eight well-known pairs. A symbol's rows do not depend on which others are simulated.</summary>
    public IReadOnlyList<Symbol> Symbols { get; init; } =
    [
        Symbol.Parse("BTC-USDT"), Symbol.Parse("ETH-USDT"), Symbol.Parse("SOL-USDT"), Symbol.Parse("BNB-USDT"),
        Symbol.Parse("XRP-USDT"), Symbol.Parse("ADA-USDT"), Symbol.Parse("DOGE-USDT"), Symbol.Parse("LINK-USDT"),
    ];

    /// <summary>The first minute, µs since the epoch, on a whole hour from 2009 to 2100. Default 2024-01-01 00:00 UTC.</summary>
    public long StartTime { get; init; } = 1_704_067_200_000_000;

    /// <summary>Mean number of trades per minute and symbol. Default 6; from 0.1 to 10,000.</summary>
    public double TradesPerMinute { get; init; } = 6;

    /// <summary>
    /// How far the planted signal can be foreseen: expected return of an hour in standard deviations of that hour, per unit of
    /// <see cref="PlantedSignal"/>. Default 0.25, which lets the best possible forecast of an hour's direction be right some 55 % of the time;
    /// 0 plants nothing; up to 2.
    /// </summary>
    public double Edge { get; init; } = 0.25;

    /// <summary>Most ticks in a batch. Default 1024; from 1 to 65,536.</summary>
    public int BatchSize { get; init; } = 1024;

    /// <summary>
    /// Event time that a batch covers at most, on a grid from the start of a minute: whole seconds that divide a minute, or whole minutes up to
    /// a day. Default 1 min; a paced feed is late by as much.
    /// </summary>
    public TimeSpan MaxBatchSpan { get; init; } = TimeSpan.FromMinutes(1);

    /// <exception cref="ArgumentException">A value is out of its range, or a symbol comes twice.</exception>
    public void Validate()
    {
        ArgumentNullException.ThrowIfNull(Symbols);
        if (Symbols.Count == 0 || Symbols.Any(s => s == default) || Symbols.Distinct().Count() != Symbols.Count)
        {
            throw new ArgumentException($"Symbols must hold at least one symbol and none twice, not '{string.Join(' ', Symbols)}'.", nameof(Symbols));
        }

        if (StartTime % Timeframe.H1.Length != 0 || StartTime is < 1_230_768_000_000_000 or >= 4_102_444_800_000_000)
        {
            throw new ArgumentOutOfRangeException(
                nameof(StartTime), StartTime, "StartTime must be a whole hour from 2009 to 2100, in microseconds since 1970 UTC.");
        }

        if (!(TradesPerMinute is >= 0.1 and <= 10_000))
        {
            throw new ArgumentOutOfRangeException(nameof(TradesPerMinute), TradesPerMinute, "TradesPerMinute must be from 0.1 to 10,000.");
        }

        if (!(Edge is >= 0 and <= 2))
        {
            throw new ArgumentOutOfRangeException(nameof(Edge), Edge, "Edge must be from 0 to 2.");
        }

        if (BatchSize is < 1 or > 65_536)
        {
            throw new ArgumentOutOfRangeException(nameof(BatchSize), BatchSize, "BatchSize must be from 1 to 65,536 ticks.");
        }

        if (!IsOnGrid(MaxBatchSpan))
        {
            throw new ArgumentOutOfRangeException(
                nameof(MaxBatchSpan), MaxBatchSpan, "MaxBatchSpan must be whole seconds that divide a minute (1, 2, 5, 10 s, ...) or whole minutes up to a day.");
        }
    }

    private static bool IsOnGrid(TimeSpan span) =>
        span >= TimeSpan.FromSeconds(1) && span <= TimeSpan.FromDays(1) && span.Ticks % TimeSpan.TicksPerSecond == 0
        && (span.Ticks % TimeSpan.TicksPerMinute == 0 || TimeSpan.TicksPerMinute % span.Ticks == 0);
}
