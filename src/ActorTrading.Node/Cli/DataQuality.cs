using System.CommandLine;
using System.Globalization;
using ActorTrading.Engine.Synchronisation;
using ActorTrading.Market.Candles;
using ActorTrading.Market.Quality;
using ActorTrading.Node.Composition;

namespace ActorTrading.Node.Cli;

/// <summary>Tells day by day how good a stored series is, and what it is.</summary>
internal static class DataQuality
{
    private const long Day = DayQuality.Length;

    public static Command Build(CliContext cli)
    {
        var symbol = DataOptions.SymbolOption("Whose candles.");
        var timeframe = DataOptions.TimeframeOption("Which candles.");
        symbol.Required = true;
        timeframe.Required = true;
        var from = new Option<string?>("--from") { Description = "First day (UTC); default: that of the first candle.", HelpName = "YYYY-MM-DD" };
        var to = new Option<string?>("--to") { Description = "Last day (UTC), included; default: that of the last candle.", HelpName = "YYYY-MM-DD" };
        var json = new Option<bool>("--json") { Description = "Print one JSON object." };
        var command = new VerbCommand(
            "quality",
            "Score every day of a stored series from 0 to 1, by what is missing, invalid or suspect, with a checksum that is the same for two stores that hold the same candles.",
            "actortrading data quality --symbol BTC-USDT --timeframe 1h --from 2024-01-01 --to 2024-01-31")
        {
            symbol, timeframe, from, to, json,
        };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var node = cli.LoadConfiguration(parsed).Options;
            var series = new SeriesId(CandleFiles.SymbolOf(parsed.GetValue(symbol))!.Value, DataOptions.TimeframeOf(parsed.GetValue(timeframe))!.Value);
            var (first, last) = (Days.EndOf(parsed.GetValue(from), "--from") - Day, Days.EndOf(parsed.GetValue(to), "--to"));
            if (first >= last)
            {
                throw new UsageException("--from is after --to");
            }

            await using var database = await MarketDatabases.OpenAsync(node, cli.Time, cancellationToken);
            var summary = (await database.Candles.SummariesAsync(cancellationToken)).FirstOrDefault(s => s.Series == series)
                ?? throw new CommandFailedException($"no candles of {series} are stored: 'actortrading data stats' tells what there is");
            var range = new TimeRange(summary.First, summary.Last + series.Timeframe.Length).Intersect(new TimeRange(first ?? long.MinValue, last ?? long.MaxValue));
            var scores = await SeriesQuality.ScoresAsync(database, series, range, cancellationToken);
            var sums = (await SeriesQuality.ChecksumsAsync(database, series, range, cancellationToken)).ToDictionary(s => s.Day, s => s.Hash);
            await cli.Output.WriteLineAsync(parsed.GetValue(json) ? JsonOf(series, scores, sums) : TextOf(scores, sums));
            return ExitCode.Done;
        });
        return command;
    }

    private static string JsonOf(SeriesId series, IReadOnlyList<DayQuality> scores, Dictionary<long, string> sums) => Json.Line(new
    {
        symbol = series.Symbol.Value,
        timeframe = series.Timeframe.Name,
        days = scores.Select(s => new
        {
            day = DayOf(s),
            expected = s.Expected,
            present = s.Present,
            invalid = s.Invalid,
            suspect = s.Suspect,
            score = s.Score,
            sha256 = sums.GetValueOrDefault(s.Day),
        }),
    });

    private static string TextOf(IReadOnlyList<DayQuality> scores, Dictionary<long, string> sums) => string.Join('\n', TextTable.Lines(
    [
        ["DAY", "EXPECTED", "PRESENT", "INVALID", "SUSPECT", "SCORE", "SHA-256"],
        .. scores.Select(s => new[]
        {
            DayOf(s), Count(s.Expected), Count(s.Present), Count(s.Invalid), Count(s.Suspect), s.Score.ToString("0.0000", CultureInfo.InvariantCulture), sums.GetValueOrDefault(s.Day, ""),
        }),
    ], 1..6));

    private static string DayOf(DayQuality score) => Days.Text(score.Day)[..10];

    private static string Count(long count) => count.ToString("N0", CultureInfo.InvariantCulture);
}
