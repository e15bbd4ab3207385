namespace ActorTrading.Storage.MarketData;

/// <summary>One series of candles in figures.</summary>
public sealed record SeriesStatistics
{
    public required SeriesSummary Summary { get; init; }

    /// <summary>Places between the first and the last candle where some are missing or not final.</summary>
    public required long Gaps { get; init; }

    /// <summary>Candles missing in them.</summary>
    public required long Missing { get; init; }

    public required long OpenFindings { get; init; }

    /// <summary>Candles by the name of their source, the most first.</summary>
    public required IReadOnlyDictionary<string, long> Sources { get; init; }
}
