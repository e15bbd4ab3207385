using ActorTrading.Market.Bars;
using ActorTrading.Market.Tests.Recorded;
using FsCheck;
using FsCheck.Fluent;

namespace ActorTrading.Market.Tests.Bars;

public sealed class BarCascadeTests
{
    private const long Minute = 60_000_000;

    [Fact]
    public void Add_AnyTicks_SameHoursDirectlyThroughFiveMinutesAndByBruteForce()
    {
        Prop.ForAll<int[]>(seeds =>
        {
            var ticks = Ticks(seeds);
            var direct = Direct(ticks, Timeframe.H1);
            var viaFive = BarRollup.Roll(Direct(ticks, Timeframe.M5), Timeframe.M5, Timeframe.H1);
            var cascade = Cascade(Timeframe.M1, ticks).Where(c => c.Timeframe == Timeframe.H1).Select(c => c.Bar).ToList();
            var brute = Brute(ticks, Timeframe.H1);
            return direct.SequenceEqual(brute) && cascade.SequenceEqual(brute) && brute.Take(viaFive.Count).SequenceEqual(viaFive) && viaFive.Count >= brute.Count - 1;
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Add_AnyTicks_EveryTimeframeEqualsBruteForceWhateverTheFinest()
    {
        Prop.ForAll<int[]>(seeds =>
        {
            var ticks = Ticks(seeds);
            return Timeframe.All.All(finest =>
            {
                var closed = Cascade(finest, ticks);
                return Timeframe.All.Where(t => t >= finest)
                    .All(t => closed.Where(c => c.Timeframe == t).Select(c => c.Bar).SequenceEqual(Brute(ticks, t)));
            });
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Add_AnyTicks_BarsComeByCloseTimeThenShortestFirst()
    {
        Prop.ForAll<int[]>(seeds =>
        {
            var order = Cascade(Timeframe.M1, Ticks(seeds)).Select(c => (c.CloseTime, c.Timeframe)).ToList();
            return order.SequenceEqual(order.Order());
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Add_BarsInsteadOfTheirTicks_SameCoarserBars()
    {
        Prop.ForAll<int[]>(seeds =>
        {
            var fromTicks = Cascade(Timeframe.M5, Ticks(seeds));
            var cascade = new BarCascade(Timeframe.M5);
            var fromBars = new List<ClosedBar>();
            foreach (var bar in fromTicks.Where(c => c.Timeframe == Timeframe.M5))
            {
                cascade.Add(bar.Bar, fromBars);
            }

            cascade.CloseUpTo(Ticks(seeds).Select(t => t.Time).DefaultIfEmpty(0).Max() + Timeframe.D1.Length, fromBars);
            return fromBars.SequenceEqual(fromTicks);
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Add_AnyTicks_VolumesAndCountsAddUp()
    {
        Prop.ForAll<int[]>(seeds =>
        {
            var ticks = Ticks(seeds);
            var days = Cascade(Timeframe.M1, ticks).Where(c => c.Timeframe == Timeframe.D1).Select(c => c.Bar).ToList();
            return days.Sum(d => d.Volume) == ticks.Sum(t => t.Size)
                && days.Sum(d => d.BuyVolume) == ticks.Where(t => t.Side == Side.Buy).Sum(t => t.Size)
                && days.Sum(d => d.QuoteVolume) == ticks.Sum(t => Fixed.ToDecimal(t.Price) * Fixed.ToDecimal(t.Size))
                && days.Sum(d => d.Trades) == ticks.Length;
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Add_BarThatEndsTheHour_ClosesTheHourAtOnce()
    {
        var cascade = new BarCascade(Timeframe.M15);
        var closed = new List<ClosedBar>();

        cascade.Add(Quarter(1), closed);
        cascade.Add(Quarter(3), closed);

        Assert.Equal(["15m", "15m", "1h"], closed.Select(c => c.Timeframe.Name));
        Assert.Equal(new Bar(0, 11, 14, 10, 13, 12, 0, 0m, 0), closed[^1].Bar);
    }

    [Fact]
    public void Add_BarAfterAGap_ClosesTheOldHourBeforeItself()
    {
        var cascade = new BarCascade(Timeframe.M15);
        var closed = new List<ClosedBar>();

        cascade.Add(Quarter(1), closed);
        cascade.Add(Quarter(9), closed);

        Assert.Equal([("15m", 30), ("1h", 60), ("15m", 150)], closed.Select(c => (c.Timeframe.Name, (int)(c.CloseTime / Minute))));
    }

    [Fact]
    public void TryGetPartial_MidHour_JoinsClosedAndOpenParts()
    {
        var cascade = new BarCascade(Timeframe.M1);
        var closed = new List<ClosedBar>();
        cascade.Add(new Tick(5 * Minute, 100, 1, 1, Side.Buy), closed);
        cascade.Add(new Tick(17 * Minute, 120, 2, 2, Side.Sell), closed);
        cascade.Add(new Tick(18 * Minute, 90, 4, 3, Side.Buy), closed);

        Assert.True(cascade.TryGetPartial(Timeframe.H1, out var hour));
        Assert.Equal((0L, 100L, 120L, 90L, 90L, 7L, 5L, 3), (hour.OpenTime, hour.Open, hour.High, hour.Low, hour.Close, hour.Volume, hour.BuyVolume, hour.Trades));
        Assert.Equal(90, cascade.LastPrice);
        Assert.True(cascade.TryGetPartial(Timeframe.M1, out var minute));
        Assert.Equal(18 * Minute, minute.OpenTime);
    }

    [Theory]
    [InlineData(59_999_999, 1, 1)]
    [InlineData(60_000_000, 0, 1)]
    [InlineData(60_000_000, 1, 0)]
    public void Add_TickTheGateMustRefuse_IsAnError(long time, long price, long size)
    {
        var cascade = new BarCascade(Timeframe.M1);
        var closed = new List<ClosedBar>();
        cascade.Add(new Tick(Minute, 1, 1, 1, Side.Buy), closed);

        Assert.Throws<ArgumentOutOfRangeException>(() => cascade.Add(new Tick(time, price, size, 2, Side.Buy), closed));
        Assert.Empty(closed);
    }

    [Fact]
    public void Add_OffGridBar_IsAnError() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new BarCascade(Timeframe.M15).Add(Quarter(1) with { OpenTime = 1 }, []));

    [Fact]
    public void Add_HugeTicks_KeepsVolumeAtTheEndOfItsRangeAndQuoteVolumeToTheLastDigitThatFits()
    {
        var builder = new BarBuilder(Timeframe.M1);
        var tick = new Tick(0, long.MaxValue, long.MaxValue, 0, Side.Buy);
        builder.Add(tick, out _);
        builder.Add(tick, out _);

        Assert.True(builder.TryGetPartial(out var bar));
        var one = Fixed.ToDecimal(long.MaxValue);
        Assert.Equal(long.MaxValue, bar.Volume);
        Assert.Equal(2 * one * one, bar.QuoteVolume);
    }

    [Fact]
    public void SaveLoad_AtAnyTick_GoesOnToTheBit()
    {
        Prop.ForAll<int[]>(seeds =>
        {
            var ticks = Ticks(seeds);
            var cascade = new BarCascade(Timeframe.M1);
            var closed = new List<ClosedBar>();
            foreach (var tick in ticks)
            {
                var restored = new BarCascade(Timeframe.M1);
                SavedState.Into(SavedState.Of(cascade.Save), restored.Load);
                cascade = restored;
                cascade.Add(tick, closed);
            }

            CloseAll(cascade, ticks, closed);
            return closed.SequenceEqual(Cascade(Timeframe.M1, ticks));
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Load_StateOfAnotherTimeframe_SaysSo()
    {
        var bytes = SavedState.Of(new BarCascade(Timeframe.M1).Save);

        var error = Assert.Throws<InvalidDataException>(() => SavedState.Into(bytes, new BarCascade(Timeframe.M5).Load));

        Assert.Contains("finest bar length", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Add_RecordedTrades_EqualBruteForceInEveryTimeframe()
    {
        var ticks = RecordedRows.Ticks("LTC-USDT.trades.2025-06-21.csv.gz");

        var closed = Cascade(Timeframe.M1, ticks);

        foreach (var timeframe in Timeframe.All)
        {
            Assert.Equal(Brute(ticks, timeframe), closed.Where(c => c.Timeframe == timeframe).Select(c => c.Bar));
        }
    }

    [Fact]
    public void Add_PublishedMinutes_GiveThePublishedHours()
    {
        var cascade = new BarCascade(Timeframe.M1);
        var closed = new List<ClosedBar>();
        foreach (var bar in RecordedRows.Bars("XBT-USD.1m.2016-2019.csv.gz"))
        {
            cascade.Add(bar, closed);
        }

        var published = RecordedRows.Bars("XBT-USD.1h.2015-2019.csv.gz").ToDictionary(b => b.OpenTime);
        var hours = closed.Where(c => c.Timeframe == Timeframe.H1).Select(c => c.Bar).Where(b => published.ContainsKey(b.OpenTime)).Skip(1).ToList();

        // The exchange's own two series agree in 19,151 of these hours.
        Assert.Equal(19_295, hours.Count);
        Assert.InRange(hours.Count(b => published[b.OpenTime] == b), 19_140, 19_160);
    }

    [Fact]
    public void Roll_RecordedHours_GiveTheCoarserBarsOfTheCascade()
    {
        var hours = RecordedRows.Bars("BTC-USDT.1h.2020-2024.csv.gz");
        var cascade = new BarCascade(Timeframe.H1);
        var closed = new List<ClosedBar>();
        foreach (var bar in hours)
        {
            cascade.Add(bar, closed);
        }

        Assert.Equal(hours, closed.Where(c => c.Timeframe == Timeframe.H1).Select(c => c.Bar));
        Assert.Equal(BarRollup.Roll(hours, Timeframe.H1, Timeframe.H4), closed.Where(c => c.Timeframe == Timeframe.H4).Select(c => c.Bar));
        Assert.Equal(BarRollup.Roll(BarRollup.Roll(hours, Timeframe.H1, Timeframe.H4), Timeframe.H4, Timeframe.D1), closed.Where(c => c.Timeframe == Timeframe.D1).Select(c => c.Bar));
    }

    private static Bar Quarter(int index) => new(index * Timeframe.M15.Length, 10 + index, 11 + index, 9 + index, 10 + index, 6, 0, 0m, 0);

    private static Tick[] Ticks(int[] seeds)
    {
        var time = 1_000_000_007L;
        var ticks = new Tick[seeds.Length];
        for (var i = 0; i < seeds.Length; i++)
        {
            // Steps from nothing to hours, with many that land exactly on the grid.
            var random = new Random(seeds[i]);
            time += random.Next(5) switch
            {
                0 => 0,
                1 => random.Next(1, 30_000_000),
                2 => Timeframe.M5.OpenOf(time) + Timeframe.M5.Length - time,
                3 => Timeframe.H1.OpenOf(time) + Timeframe.H1.Length - time - 1,
                _ => random.NextInt64(1, 40_000_000_000),
            };
            ticks[i] = new Tick(time, random.NextInt64(1, 1_000_000 * Fixed.One), random.NextInt64(1, 1000 * Fixed.One), i + 1, (Side)random.Next(3));
        }

        return ticks;
    }

    private static List<ClosedBar> Cascade(Timeframe finest, Tick[] ticks)
    {
        var cascade = new BarCascade(finest);
        var closed = new List<ClosedBar>();
        foreach (var tick in ticks)
        {
            cascade.Add(tick, closed);
        }

        CloseAll(cascade, ticks, closed);
        return closed;
    }

    private static void CloseAll(BarCascade cascade, Tick[] ticks, List<ClosedBar> closed)
    {
        if (ticks.Length > 0)
        {
            cascade.CloseUpTo(ticks[^1].Time + Timeframe.D1.Length, closed);
        }
    }

    private static List<Bar> Direct(Tick[] ticks, Timeframe timeframe)
    {
        var builder = new BarBuilder(timeframe);
        var bars = new List<Bar>();
        foreach (var tick in ticks)
        {
            if (builder.Add(tick, out var bar))
            {
                bars.Add(bar);
            }
        }

        if (builder.TryClose(long.MaxValue, out var last))
        {
            bars.Add(last);
        }

        return bars;
    }

    private static List<Bar> Brute(Tick[] ticks, Timeframe timeframe) =>
    [
        .. ticks.GroupBy(t => (long)Math.Floor((decimal)t.Time / timeframe.Length) * timeframe.Length).Select(g => new Bar(
            g.Key,
            g.First().Price,
            g.Max(t => t.Price),
            g.Min(t => t.Price),
            g.Last().Price,
            g.Sum(t => t.Size),
            g.Where(t => t.Side == Side.Buy).Sum(t => t.Size),
            g.Sum(t => Fixed.ToDecimal(t.Price) * Fixed.ToDecimal(t.Size)),
            g.Count())),
    ];
}
