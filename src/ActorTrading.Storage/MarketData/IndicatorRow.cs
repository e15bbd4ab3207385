namespace ActorTrading.Storage.MarketData;

/// <summary>The indicators at the close of one candle; null while an indicator is warming up, or where its formula divides by nothing.</summary>
/// <param name="OpenTime">Of the candle, µs since the Unix epoch, UTC.</param>
/// <param name="CandleRevision">The revision of the candle that the values were computed from: another one there now means that they are stale.</param>
/// <param name="Rsi14">Percent.</param>
/// <param name="BollingerWidth">(upper − lower) / middle.</param>
/// <param name="VolumeRatio">Volume / mean volume of the last 20 candles, this one included.</param>
public sealed record IndicatorRow(
    long OpenTime,
    int CandleRevision,
    double? Sma5,
    double? Sma10,
    double? Sma20,
    double? Sma50,
    double? Ema12,
    double? Ema26,
    double? Rsi14,
    double? Macd,
    double? MacdSignal,
    double? MacdHistogram,
    double? BollingerUpper,
    double? BollingerMiddle,
    double? BollingerLower,
    double? BollingerWidth,
    double? Atr14,
    double? VolumeRatio)
{
    /// <summary>Columns of the values, in the order of <see cref="Values"/>.</summary>
    public static IReadOnlyList<string> Columns { get; } =
    [
        "sma_5", "sma_10", "sma_20", "sma_50", "ema_12", "ema_26", "rsi_14", "macd", "macd_signal", "macd_histogram",
        "bollinger_upper", "bollinger_middle", "bollinger_lower", "bollinger_width", "atr_14", "volume_ratio",
    ];

    public double?[] Values() =>
    [
        Sma5, Sma10, Sma20, Sma50, Ema12, Ema26, Rsi14, Macd, MacdSignal, MacdHistogram,
        BollingerUpper, BollingerMiddle, BollingerLower, BollingerWidth, Atr14, VolumeRatio,
    ];

    /// <param name="values">In the order of <see cref="Columns"/>.</param>
    public static IndicatorRow From(long openTime, int candleRevision, ReadOnlySpan<double?> values) => new(
        openTime, candleRevision, values[0], values[1], values[2], values[3], values[4], values[5], values[6], values[7],
        values[8], values[9], values[10], values[11], values[12], values[13], values[14], values[15]);
}
