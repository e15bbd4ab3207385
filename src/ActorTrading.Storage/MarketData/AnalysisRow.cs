using ActorTrading.Market;
using ActorTrading.Market.Labels;

namespace ActorTrading.Storage.MarketData;

/// <summary>One answer of a forecaster, as it was given.</summary>
/// <param name="Timeframe">Of the candle at whose close it was given.</param>
/// <param name="Time">That close, µs since the Unix epoch, UTC. Unique with symbol, timeframe, source and model version.</param>
/// <param name="Confidence">0 to 1.</param>
/// <param name="Direction">The likeliest move.</param>
/// <param name="Text">For people.</param>
/// <param name="Source">Who answered, such as <c>forecast-1h</c>.</param>
/// <param name="RawResponse">The whole answer as JSON.</param>
/// <param name="Price">At that close, scaled by 1e8.</param>
public sealed record AnalysisRow(
    Symbol Symbol,
    Timeframe Timeframe,
    long Time,
    Signal Signal,
    double Confidence,
    PriceMove Direction,
    string Text,
    string Source,
    string ModelVersion,
    string RawResponse,
    long Price);
