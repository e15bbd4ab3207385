using System.Globalization;
using System.Text.RegularExpressions;
using ActorTrading.Feeds.Archives;
using ActorTrading.Feeds.Recorded;
using ActorTrading.Tests;

namespace ActorTrading.Feeds.Tests.Archives;

/// <summary>The check finds in every real file exactly the defects that the description of the files counts.</summary>
public sealed partial class PublishedFiguresTests
{
    [Theory]
    [MemberData(nameof(Names))]
    public void Run_RealFile_FindsWhatItsDescriptionCounts(string name)
    {
        var (rows, measured) = Described().Single(d => d.Name == name).Figures;

        var report = ArchiveCheck.Run(new RecordedFileSpec(MarketData.File(name)));

        Assert.Equal(rows, report.Rows);
        Assert.Equal(measured, Measured(report));
    }

    [Fact]
    public void Run_RealFiles_GapsAreWhereTheDescriptionHasThem()
    {
        var text = File.ReadAllText(MarketData.File("README.md"));
        var checkedFiles = 0;
        foreach (Match line in GapLine().Matches(text))
        {
            var expected = GapEntry().Matches(line.Groups["gaps"].Value).Select(g => $"{g.Groups["time"].Value} ({g.Groups["missing"].Value})").ToList();
            foreach (var (name, _) in Described().Where(d => line.Groups["file"].Value is var f && (f == d.Name || (f.StartsWith("all five", StringComparison.Ordinal) && d.Name.EndsWith("-USDT.1h.2020-2024.csv.gz", StringComparison.Ordinal)))))
            {
                var report = ArchiveCheck.Run(new RecordedFileSpec(MarketData.File(name)));
                var length = report.File.Timeframe!.Value.Length;
                Assert.Equal(expected, report.Findings
                    .Where(f => f.Rule == Market.Quality.FindingRule.Gap)
                    .Select(f => $"{Time(f.Time - length, "yyyy-MM-dd HH:mm")} ({f.Count})"));
                checkedFiles++;
            }
        }

        Assert.Equal(9, checkedFiles);
    }

    public static IEnumerable<TheoryDataRow<string>> Names() => Described().Select(d => new TheoryDataRow<string>(d.Name));

    private static List<(string Name, (long Rows, string Measured) Figures)> Described()
    {
        var described = new List<(string, (long, string))>();
        var (name, rows) = ("", 0L);
        foreach (var line in File.ReadLines(MarketData.File("README.md")))
        {
            if (line.StartsWith("### ", StringComparison.Ordinal))
            {
                name = line[4..];
            }
            else if (RowCount().Match(line) is { Success: true } count)
            {
                rows = long.Parse(count.Groups["rows"].Value, CultureInfo.InvariantCulture);
            }
            else if (line.StartsWith("- measured: ", StringComparison.Ordinal))
            {
                described.Add((name, (rows, line["- measured: ".Length..])));
            }
        }

        return described;
    }

    /// <summary>The figures in the words of the description.</summary>
    private static string Measured(ArchiveReport r) => r.Trades is { } trades
        ? string.Create(CultureInfo.InvariantCulture,
            $"out of order {r.OutOfOrder}; duplicate rows {r.Duplicates}; repeated trade ids {trades.RepeatedIds}; jumps in trade_id {r.Gaps} (ids missing {r.Missing}); longest quiet time {r.Longest / 1e6:0.0} s after {Time(r.LongestAfter)}; buy/sell {trades.Buys}/{trades.Sells}")
          + (trades.Delay is { } d ? string.Create(CultureInfo.InvariantCulture, $"; receive minus exchange time min/median/max {d.Min}/{d.Median}/{d.Max} ms") : "")
        : string.Create(CultureInfo.InvariantCulture,
            $"gaps {r.Gaps} (missing candles {r.Missing}{(r.Gaps == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $", longest {r.Longest / 3.6e9:0.0} h after {Time(r.LongestAfter)}"))}); duplicates {r.Duplicates}; out of order {r.OutOfOrder}; off-grid timestamps {r.OffGrid}; zero-volume candles {r.ZeroVolume}; open/close outside high-low {r.OhlcViolations}");

    private static string Time(long micros, string format = "yyyy-MM-dd HH:mm:ss") =>
        DateTime.UnixEpoch.AddTicks(micros * TimeSpan.TicksPerMicrosecond).ToString(format, CultureInfo.InvariantCulture);

    [GeneratedRegex("UTC, .* (?<rows>[0-9]+) rows, [0-9]+ bytes$", RegexOptions.NonBacktracking)]
    private static partial Regex RowCount();

    [GeneratedRegex(@"^- (?<file>[^:]+): (?<gaps>\d{4}-.*)$", RegexOptions.Multiline | RegexOptions.NonBacktracking)]
    private static partial Regex GapLine();

    [GeneratedRegex(@"(?<time>\d{4}-\d\d-\d\d \d\d:\d\d) \((?<missing>\d+)\)", RegexOptions.NonBacktracking)]
    private static partial Regex GapEntry();
}
