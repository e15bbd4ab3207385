using ActorTrading.Storage.MarketData;

namespace ActorTrading.Engine.Signals;

/// <summary>Signals that have something in common. Rates and means are over the judged ones; null where there are none. Profits are in percent, without fees.</summary>
/// <param name="Count">All of them.</param>
/// <param name="Judged">Those whose outcome is known.</param>
/// <param name="BaselineHitRate">Of the same mix of signals given at random among the times of the same sources: what a hit rate is to be measured by.</param>
/// <param name="BaselineMeanProfitPercent">The mean profit of that.</param>
public sealed record SignalGroup(
    string Name, long Count, long Judged, long Hits, double? HitRate, double? BaselineHitRate, double? MeanProfitPercent, double? BaselineMeanProfitPercent, double TotalProfitPercent)
{
    internal static SignalGroup Of(string name, IReadOnlyList<SignalCount> counts, IReadOnlyDictionary<string, BaseRates> sources)
    {
        long all = 0, judged = 0, hits = 0;
        double profit = 0, baseHits = 0, baseProfit = 0;
        foreach (var count in counts)
        {
            all += count.Count;
            judged += count.Judged;
            hits += count.Hits;
            profit += count.Profit;
            baseHits += count.Judged * sources[count.Source].HitRate(count.Signal);
            baseProfit += count.Judged * sources[count.Source].Profit(count.Signal);
        }

        return judged == 0
            ? new SignalGroup(name, all, 0, 0, null, null, null, null, 0)
            : new SignalGroup(name, all, judged, hits, (double)hits / judged, baseHits / judged, profit / judged, baseProfit / judged, profit);
    }
}
