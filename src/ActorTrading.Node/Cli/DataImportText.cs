using System.Globalization;
using System.Text.Json;
using ActorTrading.Engine.Importing;

namespace ActorTrading.Node.Cli;

/// <summary>The report of an imported file, for people and for machines.</summary>
internal static class DataImportText
{
    public static string Lines(ImportReport report, bool isDryRun, TimeSpan took)
    {
        var seconds = Math.Max(took.TotalSeconds, 1e-3);
        var lines = new List<string> { Text($"{report.File.Name}: {report.Rows:N0} rows in {took.TotalSeconds:0.00} s, {report.Rows / seconds:N0} a second{(isDryRun ? ", nothing stored (dry run)" : "")}") };
        if (isDryRun)
        {
            lines.AddRange(report.Stored.Select(s => Text($"  {s.Key}: {s.Value.Inserted:N0} candles to store")));
        }
        else
        {
            lines.AddRange(TextTable.Lines(
                [
                    ["SERIES", "INSERTED", "REVISED", "UPDATED", "UNCHANGED", "OUTRANKED"],
                    .. report.Stored.Select(s => new[]
                    {
                        s.Key.ToString(), Text($"{s.Value.Inserted:N0}"), Text($"{s.Value.Revised:N0}"), Text($"{s.Value.Updated:N0}"), Text($"{s.Value.Unchanged:N0}"), Text($"{s.Value.Outranked:N0}"),
                    }),
                ], 1..).Select(l => $"  {l}"));
        }

        if (report.Incomplete > 0)
        {
            lines.Add(Text($"  left out: {report.Incomplete:N0} candles that are not whole, at the ends of the file or where trades are missing"));
        }

        lines.AddRange(report.Refused.Select(r => Text($"  refused: {r.Value:N0} {Name(r.Key)}")));
        lines.AddRange(report.Listed.Select(f => $"    {Name(f.Rule)}, {f.Detail}"));
        if (report.Consistency is { } c)
        {
            var noted = new[]
            {
                (c.Gaps, Text($"gaps with {c.Missing:N0} candles missing")), (c.Duplicates, "repeated times"), (c.OutOfOrder, "rows out of order"),
                (c.OhlcViolations, "opens outside of high and low"), (c.ExtremeMoves + c.ExtremeWicks, "extreme prices"), (c.ExtremeVolumes + c.MovedWithoutVolume, "odd volumes"),
            };
            lines.AddRange(noted.Where(n => n.Item1 > 0).Select(n => Text($"  noted: {n.Item1:N0} {n.Item2}")));
        }

        return string.Join('\n', lines);
    }

    public static string Json(ImportReport report, bool isDryRun, TimeSpan took) => Cli.Json.Line(new
    {
        file = report.File.Name,
        layout = Name(report.File.Layout),
        rows = report.Rows,
        refused = report.Refused.ToDictionary(r => Name(r.Key), r => r.Value),
        incomplete = report.Incomplete,
        dryRun = isDryRun,
        seconds = took.TotalSeconds,
        series = report.Stored.Select(s => new
        {
            symbol = s.Key.Symbol.Value,
            timeframe = s.Key.Timeframe.Name,
            inserted = s.Value.Inserted,
            revised = s.Value.Revised,
            updated = s.Value.Updated,
            unchanged = s.Value.Unchanged,
            outranked = s.Value.Outranked,
        }),
        noted = report.Consistency is { } c
            ? new
            {
                gaps = c.Gaps,
                missing = c.Missing,
                duplicates = c.Duplicates,
                conflicts = c.Conflicts,
                outOfOrder = c.OutOfOrder,
                ohlcViolations = c.OhlcViolations,
                extremeMoves = c.ExtremeMoves,
                extremeWicks = c.ExtremeWicks,
                extremeVolumes = c.ExtremeVolumes,
                movedWithoutVolume = c.MovedWithoutVolume,
            }
            : null,
        listed = report.Listed.Select(f => new { row = f.Row, rule = Name(f.Rule), detail = f.Detail }),
    });

    private static string Name<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.KebabCaseLower.ConvertName(value.ToString());

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
