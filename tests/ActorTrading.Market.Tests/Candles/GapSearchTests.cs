using ActorTrading.Market.Candles;
using FsCheck;
using FsCheck.Fluent;

namespace ActorTrading.Market.Tests.Candles;

public sealed class GapSearchTests
{
    private static readonly Timeframe Grid = Timeframe.M5;

    [Fact]
    public void Missing_AnyTimes_EqualsAskingSlotBySlot() =>
        Prop.ForAll<int[], int, int>((steps, from, length) =>
        {
            var times = steps.Select(s => (s % 30 * Grid.Length) + (s % 7 == 3 ? 1 : 0)).Order().ToArray();
            var start = (from % 20 * Grid.Length) + (from % 3);
            var range = new TimeRange(start, start + (Math.Abs((long)length) % 40 * Grid.Length / 2));
            var found = GapSearch.Missing(times, range, Grid);
            var slots = found.SelectMany(g => Slots(g)).ToList();
            return slots.SequenceEqual(Slots(range).Except(times))
                && GapSearch.Count(found, Grid) == slots.Count
                && found.Zip(found.Skip(1)).All(p => p.First.To < p.Second.From);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Missing_BarsAndCandles_SameAsTheirTimes()
    {
        long[] times = [0, Grid.Length, 4 * Grid.Length];
        var range = new TimeRange(0, 6 * Grid.Length);
        var bars = times.Select(t => new Bar(t, 1, 1, 1, 1, 0, 0, 0, 0)).ToArray();
        var candles = bars.Select(b => new Candle(b, CandleSource.Okx)).ToArray();

        var expected = GapSearch.Missing(times, range, Grid);

        Assert.Equal([new TimeRange(2 * Grid.Length, 4 * Grid.Length), new TimeRange(5 * Grid.Length, 6 * Grid.Length)], expected);
        Assert.Equal(expected, GapSearch.Missing(bars, range, Grid));
        Assert.Equal(expected, GapSearch.Missing(candles, range, Grid));
    }

    [Fact]
    public void Missing_FormingCandle_IsStillMissing()
    {
        Candle[] forming = [new(new Bar(0, 1, 1, 1, 1, 0, 0, 0, 0), CandleSource.Okx, IsFinal: false)];

        Assert.Equal([new TimeRange(0, Grid.Length)], GapSearch.Missing(forming, new TimeRange(0, Grid.Length), Grid));
    }

    [Fact]
    public void Missing_DefaultTimeframe_IsRefused() =>
        Assert.Throws<ArgumentException>(() => GapSearch.Missing(ReadOnlySpan<long>.Empty, new TimeRange(0, 1), default));

    private static IEnumerable<long> Slots(TimeRange range)
    {
        for (var time = Grid.OpenOf(range.From); time < range.To; time += Grid.Length)
        {
            if (time >= range.From)
            {
                yield return time;
            }
        }
    }
}
