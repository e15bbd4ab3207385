using ActorTrading.Market;
using ActorTrading.Market.Candles;

namespace ActorTrading.FakeExchange;

/// <summary>A span of market time that is not like others. Phases of one symbol do not overlap; both ends lie on minutes.</summary>
/// <param name="Range">µs.</param>
/// <param name="Factor">How many times the usual number of trades; 0 = none.</param>
/// <param name="HasCandles">Whether minutes without trades have candles: an exchange that is down has none, a quiet market has flat ones.</param>
/// <param name="Symbol">Null = all symbols.</param>
public sealed record MarketPhase(TimeRange Range, int Factor, bool HasCandles, Symbol? Symbol)
{
    internal const long Minute = 60_000_000;

    /// <summary>The exchange is down: no trades, no candles, in no answer ever.</summary>
    public static MarketPhase Outage(TimeRange range, Symbol? symbol = null) => new(range, 0, false, symbol);

    /// <summary>Nobody trades: candles are flat at the last close, with no volume.</summary>
    public static MarketPhase Quiet(TimeRange range, Symbol? symbol = null) => new(range, 0, true, symbol);

    /// <summary>Many more trades than usual.</summary>
    public static MarketPhase Burst(TimeRange range, int factor = 100, Symbol? symbol = null) => new(range, factor, true, symbol);

    internal MarketPhase Validate()
    {
        if (Range.IsEmpty || Range.From % Minute != 0 || Range.To % Minute != 0 || Factor < 0)
        {
            throw new ArgumentException($"A phase must begin and end on minutes and have a factor of at least 0: {this}.");
        }

        return this;
    }
}
