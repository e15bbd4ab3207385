using ActorTrading.Market.Candles;
using FsCheck;
using FsCheck.Fluent;

namespace ActorTrading.Market.Tests.Candles;

public sealed class CandleMergeTests
{
    [Fact]
    public void Merge_AnySeries_EqualsTakingOneByOneIntoATable() =>
        Prop.ForAll<int[], int[]>((first, second) =>
        {
            var stored = RandomCandles.Ascending(RandomCandles.Of(first));
            var arrived = RandomCandles.Ascending(RandomCandles.Of(second));
            var table = new SortedDictionary<long, Candle>();
            foreach (var candle in stored.Concat(arrived))
            {
                var kept = candle;
                if (table.TryGetValue(candle.OpenTime, out var there))
                {
                    CandleRule.Decide(there, candle, out kept);
                }

                table[candle.OpenTime] = kept;
            }

            return table.Values.SequenceEqual(CandleMerge.Merge(stored, arrived));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Merge_SecondTime_ChangesNothing() =>
        Prop.ForAll<int[], int[]>((first, second) =>
        {
            var arrived = CandleMerge.Merge([], RandomCandles.Ascending(RandomCandles.Of(second)));
            var once = CandleMerge.Merge(RandomCandles.Ascending(RandomCandles.Of(first)), arrived);
            return once.SequenceEqual(CandleMerge.Merge(once, arrived));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Merge_Descending_IsRefusedByName()
    {
        var early = new Candle(new Bar(0, 1, 1, 1, 1, 0, 0, 0, 0), CandleSource.Okx);
        var late = early with { Bar = early.Bar with { OpenTime = 10 } };

        Assert.Equal("stored", Assert.Throws<ArgumentException>(() => CandleMerge.Merge([late, early], [])).ParamName);
        Assert.Equal("arrived", Assert.Throws<ArgumentException>(() => CandleMerge.Merge([], [late, early])).ParamName);
        Assert.Equal("into", Assert.Throws<ArgumentException>(() => CandleMerge.Merge([early], [late], new Candle[1])).ParamName);
    }
}
