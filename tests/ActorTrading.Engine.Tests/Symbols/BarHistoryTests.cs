using ActorTrading.Engine.Symbols;
using ActorTrading.Market;
using ActorTrading.Market.Bars;

namespace ActorTrading.Engine.Tests.Symbols;

public sealed class BarHistoryTests
{
    [Fact]
    public void Page_MoreThanCapacity_KeepsTheNewestAndCountsAll()
    {
        var bars = Filled(capacity: 10, count: 25);

        Assert.Equal(Enumerable.Range(15, 10).Select(i => (long)i), Opens(bars.Page(Timeframe.M1, 100, long.MaxValue)));
        Assert.Equal(new Dictionary<string, long> { ["1m"] = 25, ["1h"] = 1 }, bars.Counts().ToDictionary());
    }

    [Fact]
    public void Page_WithLimitAndBefore_WalksBackWithoutGapOrOverlap()
    {
        var bars = Filled(capacity: 100, count: 25);
        var walked = new List<long>();
        for (var before = long.MaxValue; ;)
        {
            var page = bars.Page(Timeframe.M1, 7, before);
            if (page.Length == 0)
            {
                break;
            }

            Assert.InRange(page.Length, 1, 7);
            walked.InsertRange(0, Opens(page));
            before = page[0].OpenTime;
        }

        Assert.Equal(Enumerable.Range(0, 25).Select(i => (long)i), walked);
        Assert.Empty(bars.Page(Timeframe.M1, 0, long.MaxValue));
        Assert.Empty(bars.Page(Timeframe.H4, 5, long.MaxValue));
    }

    [Fact]
    public void Load_OfWhatWasSaved_GivesTheSame()
    {
        var saved = Filled(capacity: 10, count: 25);
        var loaded = new BarHistory(10);
        Serialized.Into(Serialized.From(saved.Save), loaded.Load);
        var smaller = new BarHistory(4);
        Serialized.Into(Serialized.From(saved.Save), smaller.Load);

        Assert.Equal(saved.Page(Timeframe.M1, 99, long.MaxValue), loaded.Page(Timeframe.M1, 99, long.MaxValue));
        Assert.Equal(saved.Counts(), loaded.Counts());
        Assert.Equal([21, 22, 23, 24], Opens(smaller.Page(Timeframe.M1, 99, long.MaxValue)));
    }

    private static BarHistory Filled(int capacity, int count)
    {
        var bars = new BarHistory(capacity);
        bars.Append([.. Enumerable.Range(0, count).Select(i => new ClosedBar(Timeframe.M1, new Bar(i, 1, 2, 1, 2, 3, 1, 2.5m, 1)))]);
        bars.Append([new ClosedBar(Timeframe.H1, new Bar(0, 1, 2, 1, 2, 3, 1, 2.5m, 1))]);
        return bars;
    }

    private static IEnumerable<long> Opens(Bar[] bars) => bars.Select(b => b.OpenTime);
}
