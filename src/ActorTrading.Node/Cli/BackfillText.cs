using System.Globalization;
using System.Text;
using ActorTrading.Engine.Backfill;
using ActorTrading.Market.Candles;

namespace ActorTrading.Node.Cli;

/// <summary>What a backfill did, for people and for machines.</summary>
internal static class BackfillText
{
    private const int MostLines = 20;

    public static string Text(BackfillReport report)
    {
        var text = new StringBuilder();
        string[] header = report.IsDryRun
            ? ["symbol", "timeframe", "expected", "stored", "missing", "requests"]
            : ["symbol", "timeframe", "expected", "stored", "fetched", "inserted", "duplicates", "revised", "missing", "complete %", "requests", "seconds"];
        foreach (var line in TextTable.Lines([header, .. report.Series.Select(s => report.IsDryRun ? Plan(s) : Row(s))], 2..))
        {
            text.AppendLine(line);
        }

        text.AppendLine();
        if (report.IsDryRun)
        {
            text.Append(CultureInfo.InvariantCulture, $"{report.Series.Sum(s => s.Requests):N0} requests to {report.Exchange} would fetch what is missing. Nothing was fetched or stored.");
            AppendList(text, [.. Reasons(report)]);
            return text.ToString();
        }

        text.Append(CultureInfo.InvariantCulture,
            $"{report.Calls:N0} calls to {report.Exchange} ({report.Repeats:N0} repeated), {report.Candles:N0} candles, {Percent(report.SuccessRate)} % of the requests answered, {report.Duration.TotalSeconds:0.0} s");
        AppendList(text, [.. report.Series.SelectMany(s => s.Gaps).Select(Gap)]);
        AppendList(text, [.. report.Series.SelectMany(s => s.Repaired).Select(r => $"repaired: {r.Gap.Series} {r.Gap.Range}, {Candles(r.Gap.Missing)} from {report.Exchange}")]);
        if (!report.IsComplete)
        {
            AppendList(text, [.. Reasons(report)]);
            text.Append("\nSomething is left: the same command asks for it again.");
        }

        return text.ToString();
    }

    public static string Json(BackfillReport report) => Cli.Json.Line(new
    {
        exchange = report.Exchange,
        dryRun = report.IsDryRun,
        complete = report.IsComplete,
        started = Days.Text(report.StartedAt),
        completed = Days.Text(report.CompletedAt),
        seconds = report.Duration.TotalSeconds,
        calls = report.Calls,
        repeats = report.Repeats,
        candles = report.Candles,
        successRate = report.SuccessRate,
        series = report.Series.Select(s => new
        {
            symbol = s.Series.Symbol.Value,
            timeframe = s.Series.Timeframe.Name,
            from = Days.Text(s.Range.From),
            to = Days.Text(s.Range.To),
            expected = s.Expected,
            stored = s.Stored,
            fetched = s.Fetched,
            inserted = s.Inserted,
            duplicates = s.Duplicates,
            revised = s.Revised,
            refused = s.Refused,
            missing = s.Missing,
            completion = s.Completion,
            requests = s.Requests,
            failed = s.Failures.Count,
            seconds = s.Duration.TotalSeconds,
            gaps = s.Gaps.Select(g => new { from = Days.Text(g.Range.From), to = Days.Text(g.Range.To), candles = g.Missing, cause = Causes.Name(g.Cause) }),
            repaired = s.Repaired.Select(r => new { from = Days.Text(r.Gap.Range.From), to = Days.Text(r.Gap.Range.To), candles = r.Gap.Missing, source = r.Source.Name(), at = Days.Text(r.At) }),
            failures = s.Failures.Select(f => new { from = Days.Text(f.Window.From), to = Days.Text(f.Window.To), message = f.Message }),
        }),
    });

    /// <summary>Lines below an empty one; of many the first.</summary>
    public static void AppendList(StringBuilder text, IReadOnlyList<string> lines)
    {
        foreach (var line in lines.Take(MostLines))
        {
            text.Append('\n').Append(line);
        }

        if (lines.Count > MostLines)
        {
            text.Append(CultureInfo.InvariantCulture, $"\n… and {lines.Count - MostLines:N0} more (--json has all)");
        }
    }

    public static string Gap(Gap gap) =>
        string.Create(CultureInfo.InvariantCulture, $"missing: {gap.Series} {gap.Range}, {Candles(gap.Missing)}: {Causes.Text(gap.Cause)}");

    private static string Candles(long count) => count == 1 ? "1 candle" : string.Create(CultureInfo.InvariantCulture, $"{count:N0} candles");

    private static IEnumerable<string> Reasons(BackfillReport report) => report.Series.SelectMany(s => s.Failures).Select(f => $"failed: {f.Message}").Distinct();

    private static string[] Plan(SeriesBackfill s) => [s.Series.Symbol.Value, s.Series.Timeframe.Name, N(s.Expected), N(s.Stored), N(s.Missing), N(s.Requests)];

    private static string[] Row(SeriesBackfill s) =>
    [
        s.Series.Symbol.Value, s.Series.Timeframe.Name, N(s.Expected), N(s.Stored), N(s.Fetched), N(s.Inserted), N(s.Duplicates), N(s.Revised), N(s.Missing), Percent(s.Completion),
        N(s.Requests), s.Duration.TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture),
    ];

    private static string N(long value) => value.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>Cut, not rounded: 100 is said only of what is whole.</summary>
    private static string Percent(double share) => (Math.Floor(share * 10_000) / 100).ToString("0.00", CultureInfo.InvariantCulture);
}
