using ActorTrading.Market;

namespace ActorTrading.Feeds.Exchanges.Rest;

/// <summary>What every candle that an exchange publishes fulfils; a row that does not is damaged.</summary>
internal static class CandleRules
{
    /// <exception cref="AnswerFormatException">The bar is not on the grid, or its values contradict each other.</exception>
    public static void Check(ref AnswerReader reader, in Bar bar, Timeframe timeframe)
    {
        if (timeframe.OpenOf(bar.OpenTime) != bar.OpenTime)
        {
            throw reader.WrongRow($"open time {bar.OpenTime / 1000} ms is no multiple of {timeframe}");
        }

        if (bar.Low > Math.Min(bar.Open, bar.Close) || bar.High < Math.Max(bar.Open, bar.Close))
        {
            throw reader.WrongRow($"open, high, low, close contradict each other: {Text(bar.Open)} {Text(bar.High)} {Text(bar.Low)} {Text(bar.Close)}");
        }

        if (bar.BuyVolume > bar.Volume)
        {
            throw reader.WrongRow($"volume bought by takers {Text(bar.BuyVolume)} is more than the volume {Text(bar.Volume)}");
        }
    }

    private static string Text(long scaled) => Fixed.ToDecimal(scaled).ToString("0.########", System.Globalization.CultureInfo.InvariantCulture);
}
