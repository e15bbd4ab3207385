using System.Globalization;
using ActorTrading.Market;
using ActorTrading.Market.Quality;

namespace ActorTrading.Feeds.Archives;

/// <summary>What a candle must keep to by itself.</summary>
public static class CandleRules
{
    /// <summary>The first rule that a candle breaks: range, high and low, grid; null for a good one.</summary>
    public static FindingRule? Violated(in Bar bar, Timeframe timeframe) =>
        !IsInRange(bar) ? FindingRule.OutOfRange
        : !IsOhlc(bar) ? FindingRule.OhlcRelation
        : bar.OpenTime % timeframe.Length != 0 ? FindingRule.OffGrid
        : null;

    /// <summary>Prices above 0, volume from 0.</summary>
    public static bool IsInRange(in Bar bar) => bar is { Open: > 0, High: > 0, Low: > 0, Close: > 0, Volume: >= 0 };

    /// <summary>Open and close from low to high.</summary>
    public static bool IsOhlc(in Bar bar) => bar.Low <= bar.High && bar.Open <= bar.High && bar.Open >= bar.Low && bar.Close <= bar.High && bar.Close >= bar.Low;

    /// <summary>The values and what would be right.</summary>
    public static string Describe(FindingRule rule, in Bar bar, Timeframe timeframe) => rule switch
    {
        FindingRule.OutOfRange => $"open {Price(bar.Open)} high {Price(bar.High)} low {Price(bar.Low)} close {Price(bar.Close)} volume {Price(bar.Volume)}: prices are above 0, volume is from 0",
        FindingRule.OhlcRelation => $"open {Price(bar.Open)} and close {Price(bar.Close)} must lie from low {Price(bar.Low)} to high {Price(bar.High)}",
        FindingRule.OffGrid => $"opens {Seconds(bar.OpenTime % timeframe.Length)} after the last {timeframe} begin",
        _ => throw new ArgumentOutOfRangeException(nameof(rule), rule, "A candle by itself cannot break this rule."),
    };

    internal static string Seconds(long micros) => string.Create(CultureInfo.InvariantCulture, $"{micros / 1e6:#,0.######} s");

    private static string Price(long scaled) => Fixed.ToDecimal(scaled).ToString("0.########", CultureInfo.InvariantCulture);
}
