namespace ActorTrading.Market.Candles;

/// <summary>A bar with what is needed to decide between two versions of it.</summary>
/// <param name="Bar">The values; nothing is checked on construction.</param>
/// <param name="Source">Who published it.</param>
/// <param name="IsFinal">False while the bar is still forming.</param>
/// <param name="Revision">0 for the first version stored, one more for every later version with other values.</param>
public readonly record struct Candle(Bar Bar, CandleSource Source, bool IsFinal = true, int Revision = 0)
{
    /// <summary>Start of the span, µs since the Unix epoch, UTC.</summary>
    public long OpenTime => Bar.OpenTime;
}
