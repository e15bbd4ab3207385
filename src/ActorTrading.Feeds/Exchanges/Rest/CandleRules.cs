using ActorTrading.Market;
using ActorTrading.Market.Quality;

namespace ActorTrading.Feeds.Exchanges.Rest;

/// <summary>What every candle that an exchange publishes fulfils; a row that does not is damaged.</summary>
internal static class CandleRules
{
    /// <summary>Stricter than what may be stored: these exchanges have every open within high and low.</summary>
    /// <exception cref="AnswerFormatException">The bar is not on the grid, or its values contradict each other.</exception>
    public static void Check(ref AnswerReader reader, in Bar bar, Timeframe timeframe)
    {
        if ((BarValidity.Broken(bar, timeframe) ?? (BarValidity.Relates(bar) ? null : FindingRule.OhlcRelation)) is { } rule)
        {
            throw reader.WrongRow(BarValidity.Why(rule, bar, timeframe));
        }
    }
}
