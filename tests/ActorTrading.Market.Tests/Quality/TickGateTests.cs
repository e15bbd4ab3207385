using ActorTrading.Market.Bars;
using ActorTrading.Market.Quality;
using ActorTrading.Market.Tests.Recorded;
using FsCheck;
using FsCheck.Fluent;

namespace ActorTrading.Market.Tests.Quality;

public sealed class TickGateTests
{
    private const long Second = 1_000_000;
    private const long Start = 1_750_000_020 * Second;

    [Fact]
    public void Check_RecordedTradesWithABlockTwice_SplitsThemAsTheRecordSays()
    {
        var gate = new TickGate(new TickGateOptions());

        foreach (var tick in RecordedRows.Ticks("LTC-USDT.trades.2025-06-21.raw.csv.gz"))
        {
            gate.Check(tick);
        }

        Assert.Equal(97_699, gate.Counts.Accepted);
        Assert.Equal(8_390, gate.Counts[RefusalReason.Duplicate]);
        Assert.Equal(17_153, gate.Counts[RefusalReason.Late]);
        Assert.Equal(123_242, gate.Counts.Total);
    }

    [Theory]
    [InlineData("LTC-USDT.trades.2025-06-21.csv.gz")]
    [InlineData("BTC-USDT.trades.2024-08-08.csv.gz")]
    [InlineData("BTC-USDT-PERP.trades.2024-08-08.csv.gz")]
    [InlineData("BTC-USDT-PERP.trades.2024-07-18.csv.gz")]
    [InlineData("BTC-USDT-PERP.trades.2023-04-04.csv.gz")]
    [InlineData("BTC-USD-COINM.trades.2024-08-08.csv.gz")]
    [InlineData("XRP-ETH.trades.2019-10.csv.gz")]
    public void Check_CleanRecordedTrades_AllPassAndASecondDeliveryIsAllDuplicateOrLate(string file)
    {
        var gate = new TickGate(new TickGateOptions());
        var ticks = RecordedRows.Ticks(file);

        Assert.All(ticks, t => Assert.Equal(RefusalReason.None, gate.Check(t)));
        Assert.All(ticks, t => Assert.Equal(RefusalReason.Duplicate, gate.Check(t)));
    }

    [Theory]
    [InlineData(0, 1, "non-positive-price")]
    [InlineData(-5, 1, "non-positive-price")]
    [InlineData(100, 0, "non-positive-size")]
    [InlineData(201, 1, "absurd-price")]
    [InlineData(200, 1, "none")]
    [InlineData(49, 1, "absurd-price")]
    [InlineData(50, 1, "none")]
    public void Check_PriceAndSize_VerdictByName(long price, long size, string name)
    {
        var gate = new TickGate(new TickGateOptions());
        gate.Check(At(0, 1));

        Assert.Equal(name, gate.Check(new Tick(Start, price, size, 2, Side.Buy)).Name());
    }

    [Theory]
    [InlineData(-1, "none")]
    [InlineData(-1.000001, "late")]
    public void Check_LagInTheSameMinute_UpToTheWindow(double seconds, string name)
    {
        var gate = new TickGate(new TickGateOptions());
        gate.Check(At(30, 10));

        Assert.Equal(name, gate.Check(At(30 + seconds, 9)).Name());
    }

    [Fact]
    public void Check_LagIntoAClosedMinute_IsLateWithinTheWindowToo()
    {
        var gate = new TickGate(new TickGateOptions());
        var minute = Timeframe.M1.OpenOf(Start) + Timeframe.M1.Length;
        gate.Check(new Tick(minute, 100, 1, 10, Side.Buy));

        Assert.Equal(RefusalReason.Late, gate.Check(new Tick(minute - 1, 100, 1, 9, Side.Buy)));
        Assert.Equal(RefusalReason.Duplicate, gate.Check(new Tick(minute - 1, 100, 1, 9, Side.Buy)));
    }

    [Fact]
    public void Check_IdZero_IsNoId()
    {
        var gate = new TickGate(new TickGateOptions());

        Assert.Equal(RefusalReason.None, gate.Check(At(0, 0)));
        Assert.Equal(RefusalReason.None, gate.Check(At(0, 0)));
    }

    [Fact]
    public void Check_MalformedThenRightVersionOfATrade_TheRightOnePasses()
    {
        var gate = new TickGate(new TickGateOptions());
        gate.Check(At(0, 1));

        Assert.Equal(RefusalReason.AbsurdPrice, gate.Check(At(1, 2) with { Price = 100_000 }));
        Assert.Equal(RefusalReason.None, gate.Check(At(1, 2)));
    }

    [Fact]
    public void Check_NewLevelThatStays_PassesAfterTheConfirmations()
    {
        var gate = new TickGate(new TickGateOptions());
        gate.Check(At(0, 1));

        var verdicts = Enumerable.Range(2, 21).Select(i => gate.Check(At(i, i) with { Price = 1000 + i })).ToList();

        Assert.All(verdicts.Take(20), v => Assert.Equal(RefusalReason.AbsurdPrice, v));
        Assert.Equal(RefusalReason.None, verdicts[20]);
    }

    [Fact]
    public void Check_AbsurdPricesThatDisagree_NeverPass()
    {
        var gate = new TickGate(new TickGateOptions());
        gate.Check(At(0, 1));

        Assert.All(
            Enumerable.Range(2, 100),
            i => Assert.Equal(RefusalReason.AbsurdPrice, gate.Check(At(0, i) with { Price = i % 2 == 0 ? 1_000 : 10_000 })));
    }

    [Theory]
    [InlineData(5, "none")]
    [InlineData(5.000001, "future-time")]
    public void Check_AheadOfTheClock_UpToTheTolerance(double seconds, string name)
    {
        var gate = new TickGate(new TickGateOptions()) { LatestPlausibleTime = Start };

        Assert.Equal(name, gate.Check(At(seconds, 1)).Name());
    }

    [Theory]
    [InlineData(long.MaxValue)]
    [InlineData(7_258_118_400_000_000)]
    public void Check_OneTickFromTheFarFuture_DoesNotMakeTheRestLate(long time)
    {
        var gate = new TickGate(new TickGateOptions());
        gate.Check(At(0, 1));

        Assert.Equal(RefusalReason.FutureTime, gate.Check(At(0, 2) with { Time = time }));
        Assert.Equal(RefusalReason.None, gate.Check(At(1, 3)));
    }

    [Fact]
    public void Check_AnyTicks_NeverFailsAndWhatPassesFitsTheBars()
    {
        Prop.ForAll<long[], int[]>((wild, seeds) =>
        {
            var gate = new TickGate(new TickGateOptions());
            var cascade = new BarCascade(Timeframe.M1);
            foreach (var tick in Wild(wild, seeds))
            {
                if (gate.Check(tick) == RefusalReason.None)
                {
                    cascade.Add(tick, []);
                }
            }

            return gate.Counts.Total == wild.Length + seeds.Length;
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void SaveLoad_AfterEveryTick_SameVerdicts()
    {
        Prop.ForAll<long[], int[]>((wild, seeds) =>
        {
            var plain = new TickGate(new TickGateOptions { Confirmations = 2 });
            var saved = new TickGate(new TickGateOptions { Confirmations = 2 });
            foreach (var tick in Wild(wild, seeds))
            {
                var restored = new TickGate(new TickGateOptions { Confirmations = 2 });
                SavedState.Into(SavedState.Of(saved.Save), restored.Load);
                saved = restored;
                if (plain.Check(tick) != saved.Check(tick))
                {
                    return false;
                }
            }

            return SavedState.Of(plain.Save).SequenceEqual(SavedState.Of(saved.Save));
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Check_AcceptedTicks_AllocateNothing()
    {
        var gate = new TickGate(new TickGateOptions());
        var cascade = new BarCascade(Timeframe.M1);
        var closed = new List<ClosedBar>(1000);
        for (var i = 1; i < 100; i++)
        {
            gate.Check(At(i, i));
            cascade.Add(At(i, i), closed);
        }

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 100; i < 10_000; i++)
        {
            gate.Check(At(i, i));
            cascade.Add(At(i, i), closed);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void Validate_BadOptions_NameTheField()
    {
        Assert.Contains("MaxPriceRatio", Assert.Throws<ArgumentOutOfRangeException>(() => new TickGate(new TickGateOptions { MaxPriceRatio = double.NaN })).Message, StringComparison.Ordinal);
        Assert.Contains("LateWindow", Assert.Throws<ArgumentOutOfRangeException>(() => new TickGate(new TickGateOptions { LateWindow = -1 })).Message, StringComparison.Ordinal);
        Assert.Contains("Finest", Assert.Throws<ArgumentOutOfRangeException>(() => new TickGate(new TickGateOptions { Finest = default })).Message, StringComparison.Ordinal);
    }

    private static Tick At(double seconds, long id) => new(Start + (long)Math.Round(seconds * Second), 100, 1, id, Side.Buy);

    private static IEnumerable<Tick> Wild(long[] wild, int[] seeds)
    {
        foreach (var value in wild)
        {
            yield return new Tick(value, Math.Max(1, value), 1, value, Side.Buy);
        }

        foreach (var seed in seeds)
        {
            var random = new Random(seed);
            yield return new Tick(Start + random.NextInt64(-3, 90) * Second, random.Next(-1, 400), random.Next(0, 9), random.Next(0, 30), Side.Sell);
        }
    }
}
