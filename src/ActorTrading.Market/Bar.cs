namespace ActorTrading.Market;

/// <summary>
/// Open, high, low, close and volume of the trades in [<see cref="OpenTime"/>, <see cref="OpenTime"/> + length).
/// A span without trades has no bar.
/// </summary>
/// <param name="OpenTime">Start of the span, µs since the Unix epoch, UTC, on the timeframe's grid.</param>
/// <param name="Open">Scaled by <see cref="Fixed.One"/>, as are the other prices and the volumes.</param>
/// <param name="Volume">Base units (or contracts).</param>
/// <param name="BuyVolume">The part of <paramref name="Volume"/> whose taker bought; 0 where the source does not tell.</param>
/// <param name="QuoteVolume">Sum of price times size in quote units, exact; 0 where the source does not tell.</param>
/// <param name="Trades">Number of trades; 0 where the source does not tell.</param>
public readonly record struct Bar(
    long OpenTime,
    long Open,
    long High,
    long Low,
    long Close,
    long Volume,
    long BuyVolume,
    decimal QuoteVolume,
    int Trades)
{
    /// <summary>Prices above 0, high not below low, volume not negative: what every computation over bars asks for.</summary>
    public bool IsSound => Open > 0 && High > 0 && Low > 0 && Close > 0 && High >= Low && Volume >= 0;
}
