using System.Globalization;
using System.Text;
using ActorTrading.Engine.Maintenance;
using ActorTrading.Market.Candles;
using ActorTrading.Market.Quality;

namespace ActorTrading.Node.Cli;

/// <summary>What a maintenance run found and did, for people and for machines.</summary>
internal static class MaintenanceText
{
    private static readonly string[] Header = ["symbol", "timeframe", "rows", "compared", "gaps", "filled", "missing", "came", "duplicates", "removed", "invalid", "fixed", "left", "seconds"];

    public static string Text(MaintenanceReport report)
    {
        if (report.Series.Count == 0)
        {
            return "There is nothing to look after: no symbol has recent candles, none is named by --symbols, and sync.symbols of the settings is empty.";
        }

        var text = new StringBuilder();
        foreach (var line in TextTable.Lines([Header, .. report.Series.Select(Row)], 2..))
        {
            text.AppendLine(line);
        }

        string[][] figures =
        [
            ["started", Days.Text(report.StartedAt)],
            ["completed", Days.Text(report.CompletedAt)],
            ["duration", report.Duration.TotalSeconds.ToString("0.0 s", CultureInfo.InvariantCulture)],
            ["symbols", N(report.Symbols.Count)],
            ["timeframes", string.Join(' ', report.Timeframes)],
            ["gaps", Text($"{report.GapsFound:N0} found, {report.GapsFilled:N0} filled ({report.MissingFound:N0} candles, {report.MissingFilled:N0} came)")],
            ["duplicates", Text($"{report.DuplicatesFound:N0} found, {report.DuplicatesRemoved:N0} removed")],
            ["invalid", Text($"{report.InvalidFound:N0} found, {report.InvalidFixed:N0} fixed")],
            ["left", N(report.Left.Count)],
        ];
        text.AppendLine();
        text.Append(string.Join('\n', TextTable.Lines(figures, 0..0)));
        BackfillText.AppendList(text, [.. report.Series.SelectMany(s => s.Gaps).Select(BackfillText.Gap)]);
        BackfillText.AppendList(text, [.. report.Left.Where(l => l.Rule != FindingRule.Gap || l.Cause == GapCause.Unknown || report.IsDryRun).Select(l => Text($"left: {l.Series} {l.Range}: {l.Detail}"))]);
        if (report.IsDryRun)
        {
            text.Append("\nDry run: nothing was changed.");
        }

        return text.ToString();
    }

    public static string Json(MaintenanceReport report) => Cli.Json.Line(new
    {
        exchange = report.Exchange,
        dryRun = report.IsDryRun,
        clean = report.IsClean,
        started = Days.Text(report.StartedAt),
        completed = Days.Text(report.CompletedAt),
        seconds = report.Duration.TotalSeconds,
        symbols = report.Symbols.Select(s => s.Value),
        timeframes = report.Timeframes.Select(t => t.Name),
        gapsFound = report.GapsFound,
        gapsFilled = report.GapsFilled,
        candlesMissing = report.MissingFound,
        candlesFilled = report.MissingFilled,
        duplicatesFound = report.DuplicatesFound,
        duplicatesRemoved = report.DuplicatesRemoved,
        invalidFound = report.InvalidFound,
        invalidFixed = report.InvalidFixed,
        series = report.Series.Select(s => new
        {
            symbol = s.Series.Symbol.Value,
            timeframe = s.Series.Timeframe.Name,
            from = Days.Text(s.Range.From),
            to = Days.Text(s.Range.To),
            rows = s.Rows,
            compared = s.Compared,
            requests = s.Requests,
            seconds = s.Duration.TotalSeconds,
            gaps = s.Gaps.Select(g => new { from = Days.Text(g.Range.From), to = Days.Text(g.Range.To), candles = g.Missing, cause = Causes.Name(g.Cause) }),
        }),
        left = report.Left.Select(l => new
        {
            symbol = l.Series.Symbol.Value,
            timeframe = l.Series.Timeframe.Name,
            from = Days.Text(l.Range.From),
            to = Days.Text(l.Range.To),
            rule = l.Rule.ToString(),
            cause = Causes.Name(l.Cause),
            detail = l.Detail,
        }),
    });

    private static string[] Row(SeriesMaintenance s) =>
    [
        s.Series.Symbol.Value, s.Series.Timeframe.Name, N(s.Rows), N(s.Compared), N(s.GapsFound), N(s.GapsFilled), N(s.MissingFound), N(s.MissingFilled),
        N(s.DuplicatesFound), N(s.DuplicatesRemoved), N(s.InvalidFound), N(s.InvalidFixed), N(s.Left.Count), s.Duration.TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture),
    ];

    private static string N(long value) => value.ToString("N0", CultureInfo.InvariantCulture);

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
