using System.Globalization;
using ActorTrading.Market.Indicators;
using ActorTrading.Market.Tests.Features;
using ActorTrading.Market.Tests.Recorded;

namespace ActorTrading.Market.Tests.Indicators;

public sealed class IndicatorSetTests
{
    private static readonly int Columns = IndicatorCatalog.All.Count;

    [Theory]
    [InlineData("BTC-USDT.1h.2020-2024.csv.gz", "1h", 6_000)]
    [InlineData("BTC-USD.4h.2016-2024.csv.gz", "4h", 3_000)]
    public void Add_RecordedBars_EqualsTheBatchToTheBit(string file, string name, int count)
    {
        var timeframe = Timeframe.Parse(name);
        var bars = RecordedRows.Bars(file).AsSpan(0, count);

        Assert.Null(IndicatorSeries.FirstDifference(IndicatorBatch.Compute(bars, timeframe), IndicatorSeries.Stream(bars, timeframe)));
    }

    [Fact]
    public void Add_RecordedTrades_EqualsTheBatchToTheBit() =>
        Assert.Null(IndicatorSeries.FirstDifference(IndicatorBatch.Compute(IndicatorSeries.Minutes, Timeframe.M1), IndicatorSeries.Stream(IndicatorSeries.Minutes, Timeframe.M1)));

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(37)]
    [InlineData(199)]
    [InlineData(640)]
    public void Load_AnyMoment_GoesOnToTheBit(int at)
    {
        var bars = IndicatorSeries.Minutes;
        var whole = IndicatorSeries.Stream(bars, Timeframe.M1);
        var before = new IndicatorSet(Timeframe.M1);
        var after = new IndicatorSet(Timeframe.M1);
        var row = new double[Columns];
        foreach (var bar in bars.AsSpan(0, at))
        {
            before.Add(bar, row);
        }

        // Whatever the set went through before must not shine through.
        foreach (var bar in bars.AsSpan(900, 77))
        {
            after.Add(bar, row);
        }

        SavedState.Into(SavedState.Of(before.Save), after.Load);

        Assert.Equal(at, after.Seen);
        for (var i = at; i < bars.Length; i++)
        {
            after.Add(bars[i], row);
            Assert.Null(IndicatorSeries.FirstDifference(whole.AsSpan(i * Columns, Columns), row));
        }

        Assert.Equal(SavedState.Of(after.Save), SavedState.Of(after.Save));
    }

    [Fact]
    public void Load_ForeignState_NamesTheDifference()
    {
        var state = SavedState.Of(new IndicatorSet(Timeframe.H1).Save);
        var other = new IndicatorSet(Timeframe.H4);
        var version = state.ToArray();
        version[0] = 9;

        Assert.Contains("bar length", Assert.Throws<InvalidDataException>(() => SavedState.Into(state, other.Load)).Message, StringComparison.Ordinal);
        Assert.Contains("version 9", Assert.Throws<InvalidDataException>(() => SavedState.Into(version, other.Load)).Message, StringComparison.Ordinal);
        Assert.Throws<EndOfStreamException>(() => SavedState.Into(state[..^4], new IndicatorSet(Timeframe.H1).Load));
    }

    [Theory]
    [InlineData(100, 100, 0)]
    [InlineData(1, 1, 1)]
    [InlineData(long.MaxValue, long.MaxValue, long.MaxValue)]
    [InlineData(1, long.MaxValue, long.MaxValue)]
    [InlineData(long.MaxValue, 1, 0)]
    [InlineData(9_999_999_999, 10_000_000_001, 5)]
    public void Add_StillOrExtremeSeries_IsNeverInfinite(long first, long second, long volume)
    {
        Bar[] bars = [.. Enumerable.Range(0, 900).Select(i =>
        {
            var price = i % 300 < 250 ? first : i % 2 == 0 ? first : second;
            return new Bar(
                (i + (i > 450 ? 1_000_000 : 0)) * Timeframe.H1.Length,
                price, Math.Max(price, i % 3 == 0 ? second : 1), Math.Min(price, i % 5 == 0 ? first : price), price, i % 4 < 3 ? volume : 0, i % 2 == 0 ? volume / 2 : 0, 0m, i % 7);
        })];

        AssertInRange(IndicatorSeries.Stream(bars, Timeframe.H1));
    }

    [Fact]
    public void Add_ConstantPrice_OscillatorsRestInTheMiddle()
    {
        Bar[] bars = [.. Enumerable.Range(0, 400).Select(i => new Bar(i * Timeframe.H1.Length, 123_456_789, 123_456_789, 123_456_789, 123_456_789, Fixed.One, 0, 0m, 0))];
        var rows = IndicatorSeries.Stream(bars, Timeframe.H1);
        double Last(string name) => IndicatorSeries.Column(rows, name)[^1];

        Assert.All(["rsi_14", "rsi_2", "stoch_rsi", "stochastic_d", "imi_14", "mfi_14", "relative_volatility_14"], n => Assert.Equal(50, Last(n), 1e-9));
        Assert.All(["cci_20", "cmo_14", "adx_14", "tsi", "z_score_20", "deviation_20", "atr_14", "slope_20", "drawdown_100", "obv", "realised_volatility_20"], n => Assert.Equal(0, Last(n)));
        Assert.All(["sma_200", "kama_10", "hma_20", "t3_5", "vwap_20", "bollinger_upper", "lsma_20"], n => Assert.Equal(1.23456789, Last(n), 1e-12));
        Assert.All(["skewness_50", "sharpe_50", "hurst_128", "variance_ratio_5", "half_life_50", "price_volume_correlation_20", "buy_share_20"], n => Assert.True(double.IsNaN(Last(n)), n));
    }

    [Fact]
    public void Add_SingleBar_HasOnlyWhatNeedsOne()
    {
        var row = IndicatorSeries.Stream(IndicatorSeries.Minutes.AsSpan(0, 1), Timeframe.M1);

        Assert.Equal(IndicatorCatalog.All.Select(d => d.WarmUpBars == 1), row.Select(double.IsFinite));
    }

    [Fact]
    public void Add_RecordedSeries_StaysInTheStatedRange()
    {
        AssertInRange(IndicatorSeries.Stream(IndicatorSeries.Minutes, Timeframe.M1));
        AssertInRange(IndicatorSeries.Stream(RecordedRows.Bars("XBT-USD.1h.2015-2019.csv.gz").AsSpan(0, 8_000), Timeframe.H1));
        AssertInRange(IndicatorSeries.Stream(FeatureSeries.Walk(5, 4_000, Timeframe.H1, 0.4), Timeframe.H1));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Add_RareLeapsOfPriceAndVolume_StaysInTheStatedRange(int seed)
    {
        var bars = FeatureSeries.Walk(seed, 3_000, Timeframe.H1, 0.0005);
        for (var i = 0; i < bars.Length; i++)
        {
            // Long calm, then another level at once; now and then a volume beyond all others, in lots that no taker or every taker bought.
            var level = i / 97 % 3 == 1 ? 50 : 1;
            var volume = i % 41 == 0 ? 1_000_000_000_000 : i % 7;
            bars[i] = bars[i] with
            {
                Open = bars[i].Open * level,
                High = bars[i].High * level,
                Low = bars[i].Low * level,
                Close = bars[i].Close * level,
                Volume = volume,
                BuyVolume = i / 200 % 2 == 0 ? 0 : volume,
            };
        }

        AssertInRange(IndicatorSeries.Stream(bars, Timeframe.H1));
    }

    [Fact]
    public void Add_LaterStart_AgreesAfterTheStatedBars()
    {
        var bars = RecordedRows.Bars("BTC-USDT.1h.2020-2024.csv.gz").AsSpan(0, 8_000);
        const int Start = 2_345;
        var early = IndicatorSeries.Stream(bars, Timeframe.H1);
        var late = IndicatorSeries.Stream(bars[Start..], Timeframe.H1);

        Assert.All(IndicatorCatalog.All.Index().Where(d => d.Item.ConvergenceBars is not null), d =>
        {
            var (i, definition) = d;
            var column = IndicatorSeries.Column(early, definition.Name);
            var scale = column.Where(double.IsFinite).Select(Math.Abs).DefaultIfEmpty(1).Average();
            var allowed = (definition.ConvergenceBars == definition.WarmUpBars ? 1e-9 : 1e-5);
            for (var at = Start + definition.ConvergenceBars!.Value - 1; at < column.Length; at++)
            {
                var value = late[((at - Start) * Columns) + i];
                Assert.True(double.IsNaN(value) ? double.IsNaN(column[at]) : Math.Abs(value - column[at]) <= allowed * (scale + Math.Abs(value)), $"{definition.Name} at {at}: {column[at]:R} against {value:R}");
            }
        });
    }

    [Fact]
    public void Add_AMillionBars_NothingHasDrifted()
    {
        const int Bars = 1_000_000;
        const int Fresh = 6_000;
        var bars = FeatureSeries.Walk(17, Bars, Timeframe.M5, 0.003);
        var old = new IndicatorSet(Timeframe.M5);
        var young = new IndicatorSet(Timeframe.M5);
        var row = new double[Columns];
        var other = new double[Columns];
        Int128 balance = 0;
        for (var i = 0; i < Bars; i++)
        {
            old.Add(bars[i], row);
            balance += i == 0 ? 0 : Math.Sign(bars[i].Close - bars[i - 1].Close) * bars[i].Volume;
            if (i >= Bars - Fresh)
            {
                young.Add(bars[i], other);
            }
        }

        var size = (double)bars[^1].Close / Fixed.One;
        Assert.All(IndicatorCatalog.All.Index().Where(d => d.Item.ConvergenceBars < Fresh), d =>
        {
            var allowed = (d.Item.ConvergenceBars == d.Item.WarmUpBars ? 1e-10 : 1e-6) * Math.Max(Math.Abs(row[d.Index]), d.Item.Unit == "price" ? 1e-3 * size : 1e-6);
            Assert.True(row[d.Index].Equals(other[d.Index]) || Math.Abs(row[d.Index] - other[d.Index]) <= allowed, $"{d.Item.Name}: {row[d.Index]:R} against {other[d.Index]:R}");
        });
        Assert.Equal((double)balance / Fixed.One, row[IndicatorCatalog.IndexOf("obv")], 1e-6);
    }

    [Fact]
    public void Add_WrongBar_ChangesNothing()
    {
        var set = new IndicatorSet(Timeframe.H1);
        var row = new double[Columns];
        var bar = new Bar(0, 5, 6, 4, 5, 1, 0, 0m, 0);
        set.Add(bar, row);
        var before = SavedState.Of(set.Save);

        Assert.Throws<ArgumentException>(() => set.Add(bar, row));
        Assert.Throws<ArgumentException>(() => set.Add(bar with { OpenTime = 3_600_000_000, Low = 0 }, row));
        Assert.Throws<ArgumentException>(() => set.Add(bar with { OpenTime = 3_600_000_000 }, new double[Columns - 1]));
        Assert.Equal(before, SavedState.Of(set.Save));
        Assert.Throws<ArgumentOutOfRangeException>(() => new IndicatorSet(default));
        Assert.Throws<ArgumentException>(() => IndicatorBatch.Compute([bar, bar], Timeframe.H1));
        Assert.Empty(IndicatorBatch.Compute([], Timeframe.H1));
    }

    [Fact]
    public void Add_WarmSet_AllocatesNothing()
    {
        var set = new IndicatorSet(Timeframe.M1);
        var row = new double[Columns];
        var bars = IndicatorSeries.Minutes;
        foreach (var bar in bars.AsSpan(0, 500))
        {
            set.Add(bar, row);
        }

        var before = GC.GetAllocatedBytesForCurrentThread();
        foreach (ref readonly var bar in bars.AsSpan(500, 500))
        {
            set.Add(bar, row);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private static void AssertInRange(double[] rows)
    {
        Assert.Empty(IndicatorCatalog.All.Index().Select(d =>
        {
            var (low, high) = d.Item.Range switch
            {
                "any" => (-double.MaxValue, double.MaxValue),
                "0 and above" or "above 0" => (0, double.MaxValue),
                "-100 and above" or "above -100" => (-100, double.MaxValue),
                "at most 2" => (-double.MaxValue, 2),
                "0 or 1" => (0, 1),
                "-1 or 1" => (-1, 1),
                var range when range.Contains("about", StringComparison.Ordinal) => (-double.MaxValue, double.MaxValue),
                var range when range.Split(" to ") is [var from, var to] && double.TryParse(from, CultureInfo.InvariantCulture, out var least) => (least, double.Parse(to, CultureInfo.InvariantCulture)),
                var range => throw new InvalidOperationException($"{d.Item.Name}: what is '{range}'?"),
            };
            var wrong = IndicatorSeries.Column(rows, d.Item.Name).Where(v => v < low - 1e-9 || v > high + 1e-9).ToArray();
            return wrong.Length == 0 ? null : $"{d.Item.Name}: {wrong.Length} values such as {wrong[0]:R}";
        }).OfType<string>());
    }
}
