namespace ActorTrading.FakeExchange;

/// <summary>How the exchange treats its callers. The defaults are what the real ones do.</summary>
public sealed record FakeExchangeOptions
{
    /// <summary>Times connections, limits and delays. The market has a clock of its own, which may stand still.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Decides which faults with a probability happen.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>0 = any free port.</summary>
    public int Port { get; init; }

    /// <summary>Whether requests over the limit are refused; they are recorded as such in any case.</summary>
    public bool EnforceLimits { get; init; } = true;

    /// <summary>The span in which OKX counts requests.</summary>
    public TimeSpan OkxWindow { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>Binance's request weight per minute.</summary>
    public int BinanceWeight { get; init; } = 6000;

    /// <summary>Binance bans who sends this many requests while told to wait.</summary>
    public int RequestsBeforeBan { get; init; } = 5;

    /// <summary>How long a ban lasts.</summary>
    public TimeSpan BanTime { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>OKX drops a connection on which nothing was sent either way for this long.</summary>
    public TimeSpan OkxSilence { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>New WebSocket connections per second on OKX.</summary>
    public int OkxConnectsPerSecond { get; init; } = 3;

    /// <summary>Binance sends a ping frame this often.</summary>
    public TimeSpan BinancePing { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>Binance breaks the connection when no pong came for this long.</summary>
    public TimeSpan BinancePongWithin { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How often pushes are looked for, in market time; on multiples since the epoch, so that bars close on time.</summary>
    public TimeSpan PushEvery { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>Market time between two pushes of a forming candle.</summary>
    public TimeSpan FormingEvery { get; init; } = TimeSpan.FromSeconds(1);
}
