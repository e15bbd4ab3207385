using ActorTrading.Market.Indicators;
using ActorTrading.Market.Tests.Features;

namespace ActorTrading.Market.Tests.Indicators;

public sealed class IndicatorHistoryTests
{
    private const int Depth = 40;
    private static readonly int Columns = IndicatorCatalog.All.Count;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Put_LateCorrectedAndRemovedBars_AsIfTheyHadAlwaysBeenRight(int seed)
    {
        var random = new Random(seed);
        var bars = FeatureSeries.Walk(seed, 500, Timeframe.M5);
        var history = new IndicatorHistory(Timeframe.M5, Depth);
        var row = new double[Columns];
        var truth = new List<Bar>();
        var late = new List<Bar>();
        foreach (var bar in bars)
        {
            if (random.Next(12) == 0)
            {
                late.Add(bar);
                continue;
            }

            truth.Add(bar);
            Assert.True(history.Put(bar, row));
            var before = truth.Count - 1 - random.Next(Math.Min(Depth / 2, truth.Count));
            switch (random.Next(20))
            {
                case 0:
                    truth[before] = truth[before] with { Close = truth[before].High, Volume = truth[before].Volume + Fixed.One };
                    Assert.True(history.Put(truth[before], row));
                    break;
                case 1:
                    Assert.True(history.Remove(truth[before].OpenTime, row));
                    truth.RemoveAt(before);
                    break;
                case 2 when late.Count > 0 && late[^1].OpenTime >= history.ChangeableFrom:
                    truth.Insert(truth.FindIndex(b => b.OpenTime > late[^1].OpenTime), late[^1]);
                    Assert.True(history.Put(late[^1], row));
                    late.RemoveAt(late.Count - 1);
                    break;
                default:
                    continue;
            }

            Assert.Equal(truth.Count, history.Seen);
            Assert.Null(IndicatorSeries.FirstDifference(IndicatorSeries.Stream([.. truth], Timeframe.M5).AsSpan()[^Columns..], row));
        }

        Assert.InRange(truth.Count, 350, 499);
    }

    [Fact]
    public void Put_WithinDepth_IsAlwaysPossible()
    {
        var history = new IndicatorHistory(Timeframe.H1, Depth);
        var row = new double[Columns];
        var bars = FeatureSeries.Walk(4, 300, Timeframe.H1);
        for (var i = 0; i < bars.Length; i++)
        {
            history.Put(bars[i], row);
            Assert.True(bars[Math.Max(0, i - Depth + 1)].OpenTime >= history.ChangeableFrom);
        }

        Assert.False(history.Put(bars[0], row));
        Assert.False(history.Remove(bars[0].OpenTime, row));
        Assert.False(history.Remove(bars[^1].OpenTime + 1, row));
        Assert.Equal(300, history.Seen);
    }

    [Fact]
    public void Remove_OnlyBar_LeavesNothing()
    {
        var history = new IndicatorHistory(Timeframe.H1, 1);
        var row = new double[Columns];
        var bar = new Bar(0, 5, 6, 4, 5, 1, 0, 0m, 0);
        history.Put(bar, row);
        Assert.Throws<ArgumentException>(() => history.Put(bar with { Close = 0 }, row));
        Assert.Throws<ArgumentOutOfRangeException>(() => new IndicatorHistory(Timeframe.H1, 0));

        var two = new IndicatorHistory(Timeframe.H1, 2);
        two.Put(bar, row);
        Assert.True(two.Remove(0, row));
        Assert.Equal(0, two.Seen);
        Assert.All(row, v => Assert.True(double.IsNaN(v)));
    }
}
