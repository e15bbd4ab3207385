using ActorTrading.Market.Features;
using ActorTrading.Market.Tests.Recorded;
using FsCheck;
using FsCheck.Fluent;

namespace ActorTrading.Market.Tests.Features;

public sealed class FeatureEngineTests
{
    [Theory]
    [InlineData("BTC-USDT.1h.2020-2024.csv.gz", "1h")]
    [InlineData("XBT-USD.1h.2015-2019.csv.gz", "1h")]
    [InlineData("BTC-USD.4h.2016-2024.csv.gz", "4h")]
    public void Add_RecordedBars_EqualsTheBatchToTheBit(string file, string name)
    {
        var timeframe = Timeframe.Parse(name);
        var bars = RecordedRows.Bars(file).AsSpan(0, 12_000);

        Assert.Null(FeatureSeries.FirstDifference(FeatureBatch.Compute(bars, timeframe), FeatureSeries.Stream(bars, timeframe)));
    }

    [Theory]
    [InlineData("1m", 11_000)]
    [InlineData("5m", 4_100)]
    [InlineData("15m", 2_000)]
    [InlineData("1h", 1_000)]
    [InlineData("4h", 1_000)]
    [InlineData("1d", 1_000)]
    public void Add_RandomWalk_EqualsTheBatchToTheBit(string name, int count)
    {
        var timeframe = Timeframe.Parse(name);
        var bars = FeatureSeries.Walk(7, count, timeframe);

        Assert.Null(FeatureSeries.FirstDifference(FeatureBatch.Compute(bars, timeframe), FeatureSeries.Stream(bars, timeframe)));
    }

    [Fact]
    public void Add_AnyShortSeries_EqualsTheBatchAndIsFinite()
    {
        Prop.ForAll<int, byte>((seed, count) =>
        {
            var bars = FeatureSeries.Walk(seed, count, Timeframe.H4, size: seed % 3 == 0 ? 0.5 : 1e-5);
            var stream = FeatureSeries.Stream(bars, Timeframe.H4);
            return stream.All(double.IsFinite) && FeatureSeries.FirstDifference(FeatureBatch.Compute(bars, Timeframe.H4), stream) is null;
        }).QuickCheckThrowOnFailure();
    }

    [Theory]
    [InlineData(100, 100, 0)]
    [InlineData(1, 1, 1)]
    [InlineData(long.MaxValue, long.MaxValue, long.MaxValue)]
    [InlineData(1, long.MaxValue, long.MaxValue)]
    [InlineData(long.MaxValue, 1, 0)]
    public void Add_StillOrExtremeSeries_StaysFiniteAndInRange(long first, long second, long volume)
    {
        var bars = Enumerable.Range(0, 600).Select(i =>
        {
            var price = i % 200 < 150 ? first : second;
            return new Bar((i + (i > 300 ? 1_000_000 : 0)) * Timeframe.H1.Length, price, price, price, price, i % 2 == 0 ? volume : 0, 0, 0m, 0);
        }).ToArray();

        Assert.All(FeatureSeries.Stream(bars, Timeframe.H1), v => Assert.True(double.IsFinite(v)));
    }

    [Fact]
    public void Add_AnyScaleOfPriceAndVolume_SameFeatures()
    {
        var bars = FeatureSeries.Walk(3, 400, Timeframe.H1);
        var scaled = bars.Select(b => b with
        {
            Open = b.Open * 16,
            High = b.High * 16,
            Low = b.Low * 16,
            Close = b.Close * 16,
            Volume = b.Volume * 4,
            BuyVolume = b.BuyVolume * 4,
        }).ToArray();

        Assert.All(
            FeatureSeries.Stream(bars, Timeframe.H1).Zip(FeatureSeries.Stream(scaled, Timeframe.H1)),
            p => Assert.Equal(p.First, p.Second, 1e-9));
    }

    [Fact]
    public void Add_FutureBarsChanged_EarlierRowsStayToTheBit()
    {
        Prop.ForAll<int, byte>((seed, cut) =>
        {
            var bars = FeatureSeries.Walk(seed, 300, Timeframe.H1);
            var changed = bars.Select((b, i) => i <= cut ? b : b with { Close = b.High, Volume = 7 }).ToArray();
            var length = (cut + 1) * FeatureEngine.Schema.Count;
            return FeatureSeries.Stream(bars, Timeframe.H1).AsSpan(0, length).SequenceEqual(FeatureSeries.Stream(changed, Timeframe.H1).AsSpan(0, length))
                && FeatureBatch.Compute(bars, Timeframe.H1).AsSpan(0, length).SequenceEqual(FeatureBatch.Compute(changed, Timeframe.H1).AsSpan(0, length));
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void SaveLoad_AtManyBars_GoesOnToTheBit()
    {
        var bars = FeatureSeries.Walk(11, 500, Timeframe.H1);
        var engine = new FeatureEngine(Timeframe.H1);
        var rows = new double[bars.Length * engine.Count];
        for (var i = 0; i < bars.Length; i++)
        {
            if (i % 7 == 0)
            {
                var restored = new FeatureEngine(Timeframe.H1);
                SavedState.Into(SavedState.Of(engine.Save), restored.Load);
                Assert.Equal((engine.LogReturn, engine.Volatility, engine.Seen), (restored.LogReturn, restored.Volatility, restored.Seen));
                engine = restored;
            }

            engine.Add(bars[i], rows.AsSpan(i * engine.Count, engine.Count));
        }

        Assert.Null(FeatureSeries.FirstDifference(FeatureSeries.Stream(bars, Timeframe.H1), rows));
    }

    [Fact]
    public void Load_StateOfAnotherTimeframeOrNonsense_SaysSo()
    {
        var bytes = SavedState.Of(new FeatureEngine(Timeframe.H1).Save);

        Assert.Contains("bar length", Assert.Throws<InvalidDataException>(() => SavedState.Into(bytes, new FeatureEngine(Timeframe.H4).Load)).Message, StringComparison.Ordinal);
        bytes[0] = 99;
        Assert.Contains("version 99", Assert.Throws<InvalidDataException>(() => SavedState.Into(bytes, new FeatureEngine(Timeframe.H1).Load)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Add_BarNotAfterTheLast_IsAnErrorAndChangesNothing()
    {
        var bars = FeatureSeries.Walk(1, 3, Timeframe.H1);
        var engine = new FeatureEngine(Timeframe.H1);
        var row = new double[engine.Count];
        engine.Add(bars[1], row);
        var before = SavedState.Of(engine.Save);

        Assert.Throws<ArgumentException>(() => engine.Add(bars[1], row));
        Assert.Throws<ArgumentException>(() => engine.Add(bars[0], row));
        Assert.Throws<ArgumentException>(() => engine.Add(bars[2] with { Low = 0 }, row));
        Assert.Throws<ArgumentException>(() => engine.Add(bars[2], row.AsSpan(1)));
        Assert.Equal(before, SavedState.Of(engine.Save));
    }

    [Fact]
    public void Add_WarmUp_EndsAfterAWeekAndFiftyBars()
    {
        var engine = new FeatureEngine(Timeframe.H1);
        var row = new double[engine.Count];

        var ready = FeatureSeries.Walk(1, 300, Timeframe.H1).Select(b => engine.Add(b, row)).ToList();

        Assert.Equal(168 + 50, engine.WarmUpBars);
        Assert.Equal(217, ready.IndexOf(true));
        Assert.DoesNotContain(false, ready.Skip(217));
    }

    [Fact]
    public void Schema_NamesAreUniqueAndTheIdFollowsThem()
    {
        var schema = FeatureEngine.Schema;

        Assert.True(schema.Count >= 45);
        Assert.Equal(schema.Count, schema.Names.Distinct().Count());
        Assert.Matches("^[0-9a-f]{16}$", schema.Id);
        Assert.Equal(4, schema.IndexOf("log_vol_24h"));
        Assert.Throws<ArgumentException>(() => schema.IndexOf("close"));
    }

    [Fact]
    public void Add_AfterTheFirst_AllocatesNothing()
    {
        var bars = FeatureSeries.Walk(5, 1000, Timeframe.H1);
        var engine = new FeatureEngine(Timeframe.H1);
        var row = new double[engine.Count];
        engine.Add(bars[0], row);

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 1; i < bars.Length; i++)
        {
            engine.Add(bars[i], row);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }
}
