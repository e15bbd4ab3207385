using System.Globalization;
using System.Text.Json;
using ActorTrading.Feeds.Archives;
using ActorTrading.Market.Quality;

namespace ActorTrading.Node.Cli;

/// <summary>The report of a checked file, for people and for machines.</summary>
internal static class DataCheckText
{
    public static string Table(ArchiveReport report, TimeSpan took)
    {
        var file = report.File;
        var what = string.Join(' ', new[] { NameOf(file.Layout), file.Symbol?.Value, file.Timeframe?.Name }.Where(t => t is not null));
        var lines = new List<string>
        {
            Text($"{file.Name}: {what}, {report.Rows:N0} rows, {Days.Text(report.First)} to {Days.Text(report.Last)}, read in {took.TotalSeconds:0.00} s{(report.HasChecksum ? ", checksum is right" : "")}"),
        };
        lines.AddRange(TextTable.Lines([["", "COUNT", ""], .. Counts(report)], 1..2).Skip(1).Select(l => $"  {l}"));
        if (report.Findings.Count > 0)
        {
            lines.Add("");
            lines.AddRange(TextTable.Lines(
                [["LINE", "TIME", "RULE", "SEVERITY", "ACTION", "DETAIL"], .. report.Findings.Select(f => Row(file, f))], 0..1).Select(l => $"  {l}"));
            var hidden = Total(report) - report.Findings.Count;
            if (hidden > 0)
            {
                lines.Add(Text($"  … and {hidden:N0} more: --all lists them"));
            }
        }

        lines.Add(report.IsClean ? "  nothing is wrong" : "");
        return string.Join('\n', lines).TrimEnd();
    }

    public static string Json(ArchiveReport report) => Cli.Json.Line(new
    {
        file = report.File.Name,
        layout = NameOf(report.File.Layout),
        symbol = report.File.Symbol?.Value,
        timeframe = report.File.Timeframe?.Name,
        rows = report.Rows,
        gaps = report.Gaps,
        missing = report.Missing,
        duplicates = report.Duplicates,
        outOfOrder = report.OutOfOrder,
        offGrid = report.OffGrid,
        ohlcViolations = report.OhlcViolations,
        zeroVolume = report.ZeroVolume,
        outOfRange = report.OutOfRange,
        malformed = report.Malformed,
        first = Days.Text(report.First),
        last = Days.Text(report.Last),
        longestSeconds = report.Longest / 1e6,
        longestAfter = report.Longest == 0 ? null : Days.Text(report.LongestAfter),
        trades = report.Trades is { } t
            ? new { repeatedIds = t.RepeatedIds, buys = t.Buys, sells = t.Sells, receiveDelayMs = t.Delay is { } d ? new { min = d.Min, median = d.Median, max = d.Max } : null }
            : null,
        checksum = report.HasChecksum,
        clean = report.IsClean,
        findings = report.Findings.Select(f => new
        {
            row = f.Row,
            line = LineOf(report.File, f),
            time = f.Time == 0 ? null : Days.Text(f.Time),
            rule = NameOf(f.Rule),
            severity = NameOf(f.Severity),
            action = NameOf(f.Action),
            count = f.Count,
            detail = f.Detail,
        }),
    });

    private static IEnumerable<string[]> Counts(ArchiveReport r)
    {
        if (r.Trades is { } trades)
        {
            yield return Count("jumps of trade id", r.Gaps, r.Gaps == 0 ? "" : Text($"{r.Missing:N0} ids missing"));
            yield return Count("repeated ids", trades.RepeatedIds, "");
            yield return Count("duplicate rows", r.Duplicates, "");
            yield return Count("out of order", r.OutOfOrder, "");
            yield return Count("no size", r.ZeroVolume, "");
            yield return Count("out of range", r.OutOfRange, "");
            yield return Count("malformed", r.Malformed, "");
            yield return ["longest quiet", Text($"{r.Longest / 1e6:N1} s"), $"after {Days.Text(r.LongestAfter)}"];
            yield return ["buys", Text($"{trades.Buys:N0}"), Text($"sells {trades.Sells:N0}")];
            if (trades.Delay is { } d)
            {
                yield return ["receive delay", Text($"{d.Median:N0} ms"), Text($"median, from {d.Min:N0} to {d.Max:N0} ms")];
            }
        }
        else
        {
            yield return Count("gaps", r.Gaps, r.Gaps == 0 ? "" : Text($"{r.Missing:N0} candles missing, the longest {r.Longest / 3.6e9:0.0} h after {Days.Text(r.LongestAfter)}"));
            yield return Count("duplicates", r.Duplicates, "");
            yield return Count("out of order", r.OutOfOrder, "");
            yield return Count("off grid", r.OffGrid, "");
            yield return Count("high and low", r.OhlcViolations, r.OhlcViolations == 0 ? "" : "open or close outside of them");
            yield return Count("no volume", r.ZeroVolume, "");
            yield return Count("out of range", r.OutOfRange, "");
            yield return Count("malformed", r.Malformed, "");
        }
    }

    private static long Total(ArchiveReport r) => r.Gaps + r.Duplicates + r.OutOfOrder + r.OffGrid + r.OhlcViolations + r.ZeroVolume + r.OutOfRange + r.Malformed;

    private static string[] Count(string what, long count, string remark) => [what, Text($"{count:N0}"), remark];

    private static string[] Row(ArchiveFile file, Finding f) =>
        [Text($"{LineOf(file, f)}"), f.Time == 0 ? "-" : Days.Text(f.Time), NameOf(f.Rule), NameOf(f.Severity), NameOf(f.Action), f.Detail];

    /// <summary>Of the row in the file, from 1, as editors count.</summary>
    private static long LineOf(ArchiveFile file, Finding f) => f.Row + (file.HasHeader ? 2 : 1);

    private static string NameOf<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.KebabCaseLower.ConvertName(value.ToString());

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
