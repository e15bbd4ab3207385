using ActorTrading.Market;

namespace ActorTrading.Engine.Events;

/// <summary>A batch of a candle feed as it was delivered; the candle counterpart of <see cref="TicksRecorded"/>.</summary>
/// <param name="History">The bars lie before the live feed and only warm up features and volatility: no forecast is issued for them.</param>
public sealed record BarsRecorded(
    string Source,
    long Position,
    long LatestPlausibleTime,
    Timeframe Timeframe,
    ReadOnlyMemory<Bar> Bars,
    IReadOnlyList<RefusedRow> Refused,
    bool History) : ISymbolEvent;
