using ActorTrading.Market;

namespace ActorTrading.Storage.MarketData;

/// <summary>One signal and what came of it. What is null is not known yet.</summary>
/// <param name="Timeframe">Of the candle at whose close it was given, and of those that tell the prices afterwards.</param>
/// <param name="Time">That close, µs since the Unix epoch, UTC. Unique with symbol, timeframe and source.</param>
/// <param name="Horizon">How far ahead it looks; result and profit are taken there.</param>
/// <param name="Confidence">0 to 1.</param>
/// <param name="Source">Who gave it, such as <c>forecast-1h</c>.</param>
/// <param name="Price">At that close, scaled by 1e8.</param>
/// <param name="Executed">Whether anybody traded on it.</param>
/// <param name="After1h">Close of the candle that closes exactly 1 hour later, scaled; as are the next two.</param>
/// <param name="ProfitPercent">Of following the signal from its price to that at its horizon, without fees; a sale earns what the price falls, holding earns 0.</param>
public sealed record SignalRow(
    Symbol Symbol,
    Timeframe Timeframe,
    long Time,
    Horizon Horizon,
    Signal Signal,
    double Confidence,
    string Source,
    long Price,
    bool Executed = false,
    long? After1h = null,
    long? After4h = null,
    long? After24h = null,
    SignalResult? Result = null,
    double? ProfitPercent = null);
