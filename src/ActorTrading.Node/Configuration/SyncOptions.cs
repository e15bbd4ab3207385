using ActorTrading.Market;

namespace ActorTrading.Node.Configuration;

/// <summary>How market data are kept complete.</summary>
public sealed record SyncOptions
{
    /// <summary>For one request to an exchange or database.</summary>
    public required TimeSpan Timeout { get; init; }

    /// <summary>Attempts after the first one fails.</summary>
    public required int MaxRetryAttempts { get; init; }

    /// <summary>Rows per transaction.</summary>
    public required int BatchSize { get; init; }

    /// <summary>Between two looks for what is missing.</summary>
    public required TimeSpan SyncInterval { get; init; }

    /// <summary>Older rows are removed; 0 keeps everything.</summary>
    public required int DataRetentionDays { get; init; }

    public required bool EnableBackfill { get; init; }

    public required bool EnableValidation { get; init; }

    public required bool EnableConsistencyCheck { get; init; }

    /// <summary>The exchange that history and live data come from: okx or binance.</summary>
    public required string Exchange { get; init; }

    /// <summary>Empty: those of the feed.</summary>
    public required IReadOnlyList<Symbol> Symbols { get; init; }

    public required IReadOnlyList<Timeframe> Timeframes { get; init; }

    /// <summary>Of the hot read model; empty where there is none.</summary>
    public required string RedisUrl { get; init; }
}
