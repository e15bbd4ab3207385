using System.CommandLine;
using System.Globalization;
using ActorTrading.Market.Candles;
using ActorTrading.Market.Observations;
using ActorTrading.Node.Composition;

namespace ActorTrading.Node.Cli;

/// <summary>The values of a series as they were known at a time.</summary>
internal static class SeriesShow
{
    public static Command Build(CliContext cli)
    {
        var name = new Argument<string>("NAME") { Description = "Which series." };
        var at = new Option<string?>("--at") { Description = "As known at this time (UTC), such as 2024-05-01T12:00:00Z; default: now.", HelpName = "TIME" };
        var limit = new Option<int>("--limit") { Description = "Values shown, the newest; from 1.", HelpName = "N", DefaultValueFactory = _ => 10 };
        var json = new Option<bool>("--json") { Description = "Print one JSON object." };
        var command = new VerbCommand("show", "The newest values of a series, each in the version that was known at a time.", "actortrading series show fear-greed", "actortrading series show fear-greed --at 2024-05-01T12:00:00Z --json")
        {
            name, at, limit, json,
        };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var node = cli.LoadConfiguration(parsed).Options;
            var series = SeriesFetch.Find(node, parsed.GetValue(name)!);
            var time = TimeOf(parsed.GetValue(at)) ?? cli.Time.GetUtcNow();
            var most = parsed.GetValue(limit);
            if (most < 1)
            {
                throw new UsageException(string.Create(CultureInfo.InvariantCulture, $"--limit {most} is below 1"));
            }

            var micros = (time - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond;
            await using var database = await MarketDatabases.OpenAsync(node, cli.Time, cancellationToken);
            var stored = await database.Observations.ReadAsync(series.Source.Series, new TimeRange(long.MinValue, long.MaxValue), cancellationToken);
            var known = stored.Where(o => o.KnownAt <= micros).GroupBy(o => o.EventTime).Select(g => g.MaxBy(o => o.KnownAt)).OrderByDescending(o => o.EventTime).Take(most).ToList();
            await cli.Output.WriteLineAsync(parsed.GetValue(json)
                ? Json.Line(new { name = series.Name, source = series.Source.Series.Source, at = Days.Text(micros), values = known.Select(o => new { eventTime = Days.Text(o.EventTime), knownAt = Days.Text(o.KnownAt), value = o.Value }) })
                : Table(known, micros));
            return ExitCode.Done;
        });
        return command;
    }

    private static string Table(List<Observation> known, long at) => known.Count == 0
        ? $"nothing was known at {Days.Text(at)}"
        : string.Join('\n', TextTable.Lines(
            [
                ["EVENT", "KNOWN AT", "AGE", "VALUE"],
                .. known.Select(o => new[] { Days.Text(o.EventTime), Days.Text(o.KnownAt), SeriesText.Age(ObservationHistory.Age(o, at)), o.Value.ToString(CultureInfo.InvariantCulture) }),
            ], 2..4));

    private static DateTimeOffset? TimeOf(string? text) => text switch
    {
        null => null,
        _ when DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time) => time,
        _ => throw new UsageException($"--at '{text}' is not a time such as 2024-05-01T12:00:00Z"),
    };
}
