using ActorTrading.Market.Quality;
using FsCheck;
using FsCheck.Fluent;

namespace ActorTrading.Market.Tests.Quality;

public sealed class TradeIdSetTests
{
    [Fact]
    public void Add_AnyIds_EqualsAHashSet()
    {
        Prop.ForAll<short[]>(ids =>
        {
            var set = new TradeIdSet();
            var truth = new HashSet<long>();
            return ids.Select(i => (long)(i % 64)).All(i => set.Contains(i) == truth.Contains(i) && set.Add(i) == truth.Add(i))
                && Enumerable.Range(-70, 140).All(i => set.Contains(i) == truth.Contains(i));
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Add_IdsInAnyOrder_MergeIntoTheFewestIntervals()
    {
        Prop.ForAll<short[]>(ids =>
        {
            var set = new TradeIdSet();
            foreach (var id in ids)
            {
                set.Add(id);
            }

            var sorted = ids.Distinct().Order().ToList();
            return set.Intervals == sorted.Where((id, i) => i == 0 || sorted[i - 1] != id - 1).Count();
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Add_MoreIntervalsThanFit_ForgetsTheLowest()
    {
        var set = new TradeIdSet(maxIntervals: 3);
        foreach (var id in new long[] { 10, 20, 30, 40 })
        {
            Assert.True(set.Add(id));
        }

        Assert.Equal(3, set.Intervals);
        Assert.False(set.Contains(10));
        Assert.True(set.Contains(20) && set.Contains(30) && set.Contains(40));
        Assert.True(set.Add(25));
        Assert.False(set.Contains(20));
        Assert.True(set.Add(5));
        Assert.False(set.Contains(5));
    }

    [Fact]
    public void Add_TheEndsOfTheRange_AreOrdinaryIds()
    {
        var set = new TradeIdSet();

        Assert.True(set.Add(long.MaxValue) && set.Add(long.MinValue) && set.Add(long.MaxValue - 1) && set.Add(long.MinValue + 1));
        Assert.False(set.Add(long.MaxValue) || set.Add(long.MinValue));
        Assert.Equal(2, set.Intervals);
    }

    [Fact]
    public void Load_OverlappingIntervals_SaysSo()
    {
        var set = new TradeIdSet();
        set.Add(5);
        set.Add(9);
        var bytes = SavedState.Of(set.Save);
        bytes[5] = 200;

        Assert.Throws<InvalidDataException>(() => SavedState.Into(bytes, new TradeIdSet().Load));
    }
}
