using ActorTrading.Market.Candles;
using ActorTrading.Market.Quality;
using ActorTrading.Market.Tests.Recorded;
using FsCheck;
using FsCheck.Fluent;

namespace ActorTrading.Market.Tests.Quality;

public sealed class ConsistencyCheckerTests
{
    private const long Minute = 60_000_000;

    [Theory]
    [InlineData("BTC-USDT.1h.2017-2020.csv.gz", "1h", 21453, 13, 97, 43, 0, 1)]
    [InlineData("BTC-USDT.1h.2020-2024.csv.gz", "1h", 37516, 10, 20, 0, 0, 2)]
    [InlineData("XBT-USD.1h.2015-2019.csv.gz", "1h", 30417, 2, 2, 0, 4521, 244)]
    [InlineData("BTC-USD.4h.2016-2024.csv.gz", "4h", 18895, 2, 4, 0, 0, 0)]
    [InlineData("ETH-USD.4h.2016-2024.csv.gz", "4h", 18875, 8, 25, 0, 0, 0)]
    [InlineData("SOL-USDT.5m.2024.csv.gz", "5m", 72028, 0, 0, 0, 0, 0)]
    public void Counts_RecordedFiles_AreThoseOfTheirDescription(
        string file, string timeframe, long rows, long gaps, long missing, long offGrid, long ohlc, long zeroVolume)
    {
        var counts = Check(RecordedRows.Bars(file), Timeframe.Parse(timeframe)).Counts;

        Assert.Equal((rows, gaps, missing, offGrid, ohlc, zeroVolume), (counts.Rows, counts.Gaps, counts.Missing, counts.OffGrid, counts.OhlcViolations, counts.ZeroVolume));
        Assert.Equal((0, 0, 0), (counts.Duplicates, counts.OutOfOrder, counts.OutOfRange));
    }

    [Theory]
    [InlineData("BTC-USD.4h.2016-2024.csv.gz", "2017-04-15T20:00:00Z", "low 0.06 ")]
    [InlineData("ETH-USD.4h.2016-2024.csv.gz", "2017-06-21T16:00:00Z", "low 0.1 ")]
    public void Findings_FlashCrashesOfCoinbase_AreExtremeWicks(string file, string time, string detail)
    {
        var wicks = Check(RecordedRows.Bars(file), Timeframe.H4).Findings.Where(f => f.Rule == FindingRule.ExtremeWick).ToList();

        Assert.Contains(wicks, f => f.Time == DateTimeOffset.Parse(time, null).ToUnixTimeMilliseconds() * 1000 && f.Detail.StartsWith(detail, StringComparison.Ordinal));
        Assert.True(wicks.Count <= 2, $"{wicks.Count} wicks are extreme");
    }

    [Theory]
    [InlineData("BTC-USDT", 0)]
    [InlineData("ETH-USDT", 0)]
    [InlineData("BNB-USDT", 0)]
    [InlineData("SOL-USDT", 0)]
    [InlineData("XRP-USDT", 2)]
    public void Counts_BinanceHours_HaveHardlyAnyExtremes(string symbol, long expected)
    {
        var counts = Check(RecordedRows.Bars($"{symbol}.1h.2020-2024.csv.gz"), Timeframe.H1).Counts;

        Assert.Equal(expected, counts.ExtremeMoves + counts.ExtremeWicks + counts.ExtremeVolumes);
    }

    [Fact]
    public void Counts_RowsInAnyOrder_SameAsOfSortingThem() =>
        Prop.ForAll<int[]>(steps =>
        {
            var bars = steps.Select(s => At(Math.Abs(s % 40))).ToArray();
            var counts = Check(bars, Timeframe.M1).Counts;
            var times = bars.Select(b => b.OpenTime).Distinct().Order().ToArray();
            var missing = times.Length == 0 ? [] : GapSearch.Missing(times, new TimeRange(times[0], times[^1]), Timeframe.M1);
            return counts.Duplicates == bars.Length - times.Length
                && counts.Conflicts == 0
                && counts.Gaps == missing.Count
                && counts.Missing == GapSearch.Count(missing, Timeframe.M1)
                && counts.OutOfOrder == bars.Zip(bars.Skip(1)).Count(p => p.Second.OpenTime < p.First.OpenTime);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Counts_LateRowsBeyondMemory_StillCloseTheirGaps()
    {
        Bar[] rows = [At(500), .. Enumerable.Range(502, 600).Select(At), At(501), At(100), At(101), At(502), At(501)];

        var checker = Check(rows, Timeframe.M1);

        Assert.Equal((1, 398), (checker.Counts.Gaps, checker.Counts.Missing));
        Assert.Equal((2, 0), (checker.Counts.Duplicates, checker.Counts.Conflicts));
    }

    [Fact]
    public void Findings_DamagedRows_NameRowRuleSeverityAndAction()
    {
        var checker = new ConsistencyChecker(Timeframe.M1);
        checker.Add([At(0), At(1) with { High = 1 }, At(2) with { Low = 0 }, At(5), At(5), At(5) with { Close = 101 }, At(6) with { OpenTime = (6 * Minute) + 7 }]);
        checker.Finish(new TimeRange(-2 * Minute, 9 * Minute));

        Assert.Equal(
            [
                (FindingRule.Gap, FindingSeverity.Warning, FindingAction.Refetch, 0, -2 * Minute, 2),
                (FindingRule.OhlcRelation, FindingSeverity.Error, FindingAction.Refetch, 1, Minute, 1),
                (FindingRule.OutOfRange, FindingSeverity.Error, FindingAction.Refetch, 2, 2 * Minute, 1),
                (FindingRule.Gap, FindingSeverity.Warning, FindingAction.Refetch, 3, 2 * Minute, 3),
                (FindingRule.Duplicate, FindingSeverity.Info, FindingAction.Drop, 4, 5 * Minute, 1),
                (FindingRule.Duplicate, FindingSeverity.Error, FindingAction.Refetch, 5, 5 * Minute, 1),
                (FindingRule.OffGrid, FindingSeverity.Error, FindingAction.Refetch, 6, (6 * Minute) + 7, 1),
                (FindingRule.Gap, FindingSeverity.Warning, FindingAction.Refetch, 6, 6 * Minute, 1),
                (FindingRule.Gap, FindingSeverity.Warning, FindingAction.Refetch, -1L, (7 * Minute) + 7, 2L),
            ],
            checker.Findings.Select(f => (f.Rule, f.Severity, f.Action, f.Row, f.Time, f.Count)));
        Assert.Contains("low 0: must be above 0", checker.Findings.Select(f => f.Detail));
    }

    [Fact]
    public void Add_HostileNumbers_IsFoundNotThrown()
    {
        var least = new Bar(long.MinValue, long.MinValue, long.MinValue, long.MaxValue, long.MinValue, long.MinValue, long.MinValue, decimal.MinValue, int.MinValue);
        var most = new Bar(long.MaxValue, long.MaxValue, long.MaxValue, long.MaxValue, long.MaxValue, long.MaxValue, long.MaxValue, decimal.MaxValue, int.MaxValue);

        var counts = Check([least, most, At(3), least], Timeframe.M1).Counts;

        Assert.Equal((4, 3), (counts.Rows, counts.OutOfRange));
    }

    [Fact]
    public void Findings_BeyondTheMost_AreCountedOnly()
    {
        var checker = new ConsistencyChecker(Timeframe.M1, new ConsistencyOptions { MaxFindings = 3 });
        checker.Add([.. Enumerable.Range(0, 20).Select(i => At(i) with { High = 1 })]);
        checker.Finish();

        Assert.Equal((20, 3), (checker.Counts.OhlcViolations, checker.Findings.Count));
    }

    [Fact]
    public void Counts_NoRows_EverythingWantedIsMissing()
    {
        var checker = new ConsistencyChecker(Timeframe.M1);
        checker.Finish(new TimeRange(0, 10 * Minute));

        Assert.Equal((0, 1, 10), (checker.Counts.Rows, checker.Counts.Gaps, checker.Counts.Missing));
    }

    private static ConsistencyChecker Check(Bar[] bars, Timeframe timeframe)
    {
        var checker = new ConsistencyChecker(timeframe);
        checker.Add(bars);
        checker.Finish();
        return checker;
    }

    private static Bar At(int minute) => new(minute * Minute, 100, 102, 99, 100, 5, 0, 0, 0);
}
