using ActorTrading.Market.Quality;
using ActorTrading.Market.Tests.Recorded;

namespace ActorTrading.Market.Tests.Quality;

public sealed class BarGateTests
{
    private static readonly Bar Good = new(1_000 * Timeframe.H1.Length, 100, 110, 90, 105, 50, 20, 5000m, 3);

    [Fact]
    public void Check_RecordedHoursAfterAnOutage_RefusesTheOffGridRows()
    {
        var gate = new BarGate(new BarGateOptions(), Timeframe.H1);

        foreach (var bar in RecordedRows.Bars("BTC-USDT.1h.2017-2020.csv.gz"))
        {
            gate.Check(bar);
        }

        Assert.Equal(43, gate.Counts[RefusalReason.OffGrid]);
        Assert.Equal(21_453 - 43, gate.Counts.Accepted);
    }

    [Fact]
    public void Check_BitmexHours_PassWithTheirOpensCounted()
    {
        var tolerant = new BarGate(new BarGateOptions(), Timeframe.H1);
        var strict = new BarGate(new BarGateOptions { ToleratesOpenOutsideRange = false }, Timeframe.H1);

        foreach (var bar in RecordedRows.Bars("XBT-USD.1h.2015-2019.csv.gz"))
        {
            tolerant.Check(bar);
            strict.Check(bar);
        }

        Assert.Equal((30_417, 0), (tolerant.Counts.Accepted, tolerant.Counts.Refused));
        Assert.Equal(4_521, tolerant.OpensOutsideRange);
        Assert.Equal(4_521, strict.Counts[RefusalReason.OutsideHighLow]);
    }

    [Theory]
    [InlineData("ETH-USDT.1h.2020-2024.csv.gz", "1h")]
    [InlineData("XRP-USDT.1h.2020-2024.csv.gz", "1h")]
    [InlineData("DOGE-USDT.5m.2024.csv.gz", "5m")]
    public void Check_CleanRecordedBars_AllPassOnceAndAreThenDuplicateOrLate(string file, string timeframe)
    {
        var gate = new BarGate(new BarGateOptions(), Timeframe.Parse(timeframe));
        var bars = RecordedRows.Bars(file);

        Assert.All(bars, b => Assert.Equal(RefusalReason.None, gate.Check(b)));
        Assert.Equal(RefusalReason.Duplicate, gate.Check(bars[^1]));
        Assert.Equal(RefusalReason.Late, gate.Check(bars[^2]));
    }

    [Fact]
    public void Check_BrokenBars_NameWhatIsWrong()
    {
        (Bar Bar, string Name)[] cases =
        [
            (Good with { Low = 0 }, "non-positive-price"),
            (Good with { High = 80, Close = 80, Open = 80 }, "outside-high-low"),
            (Good with { Close = 111 }, "outside-high-low"),
            (Good with { Volume = -1 }, "bad-volume"),
            (Good with { BuyVolume = 51 }, "bad-volume"),
            (Good with { QuoteVolume = -1 }, "bad-volume"),
            (Good with { QuoteVolume = decimal.MaxValue }, "bad-volume"),
            (Good with { Trades = -1 }, "bad-volume"),
            (Good with { OpenTime = Good.OpenTime + 1 }, "off-grid"),
            (Good with { High = 1100 }, "absurd-price"),
            (Good with { Low = 10 }, "absurd-price"),
            (Good with { OpenTime = Good.OpenTime + Timeframe.H1.Length }, "future-time"),
            (Good with { OpenTime = -Timeframe.H1.Length }, "late"),
        ];
        foreach (var (bar, name) in cases)
        {
            var gate = new BarGate(new BarGateOptions(), Timeframe.H1) { LatestPlausibleTime = Good.OpenTime + Timeframe.H1.Length };

            Assert.Equal(name, gate.Check(bar).Name());
        }
    }

    [Fact]
    public void Check_CrashThatStays_PassesAfterThreeRefusals()
    {
        var gate = new BarGate(new BarGateOptions(), Timeframe.H1);
        gate.Check(Good);

        var verdicts = Enumerable.Range(1, 5).Select(i => gate.Check(new Bar(Good.OpenTime + (i * Timeframe.H1.Length), 20, 22, 19, 20, 1, 0, 0, 0)).Name());

        Assert.Equal(["absurd-price", "absurd-price", "absurd-price", "none", "none"], verdicts);
    }

    [Fact]
    public void SaveLoad_ThenTheSameBar_IsADuplicate()
    {
        var gate = new BarGate(new BarGateOptions(), Timeframe.H1);
        gate.Check(Good);
        var restored = new BarGate(new BarGateOptions(), Timeframe.H1);

        SavedState.Into(SavedState.Of(gate.Save), restored.Load);

        Assert.Equal(RefusalReason.Duplicate, restored.Check(Good));
        Assert.Equal(1, restored.Counts.Accepted);
    }
}
