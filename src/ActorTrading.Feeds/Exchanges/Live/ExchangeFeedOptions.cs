using ActorTrading.Market;

namespace ActorTrading.Feeds.Exchanges.Live;

/// <summary>What a live feed delivers.</summary>
public sealed record ExchangeFeedOptions
{
    /// <summary>One or more, each once.</summary>
    public required IReadOnlyList<Symbol> Symbols { get; init; }

    /// <summary>Trades, or else closed one-minute candles.</summary>
    public bool HasTrades { get; init; } = true;

    /// <summary>Open time (µs) of the first bar of a symbol that has nothing stored: begin with a day, and no bar of any timeframe is cut in two.</summary>
    public required long BarsFrom { get; init; }

    /// <summary>Trades missed for longer are replaced by one-minute candles. Default 6 h; at most <see cref="LiveOptions.LongestCatchUp"/>.</summary>
    public TimeSpan LongestCatchUp { get; init; } = TimeSpan.FromHours(6);

    /// <summary>Most rows handed on at once, per symbol. Default 512.</summary>
    public int BatchSize { get; init; } = 512;
}
