namespace ActorTrading.Market.Candles;

/// <summary>Candles that ought to be there and are not.</summary>
/// <param name="Series">Where.</param>
/// <param name="Range">From the open time of the first missing candle to the end of the last one, on the timeframe's grid.</param>
/// <param name="Cause">Why, as far as it is known.</param>
public readonly record struct Gap(SeriesId Series, TimeRange Range, GapCause Cause = GapCause.Unknown)
{
    public long Missing => Range.Bars(Series.Timeframe);
}
