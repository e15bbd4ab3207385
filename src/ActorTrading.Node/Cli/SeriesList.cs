using System.CommandLine;
using System.Globalization;
using ActorTrading.Node.Composition;

namespace ActorTrading.Node.Cli;

/// <summary>Every series of the settings with its last value and how old that is.</summary>
internal static class SeriesList
{
    public static Command Build(CliContext cli)
    {
        var json = new Option<bool>("--json") { Description = "Print one JSON object." };
        var command = new VerbCommand("list", "Every configured series: values stored, the one in force, its age, and whether that is stale.", "actortrading series list", "actortrading series list --json")
        {
            json,
        };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var node = cli.LoadConfiguration(parsed).Options;
            await using var database = await MarketDatabases.OpenAsync(node, cli.Time, cancellationToken);
            var states = await SeriesState.AllAsync(node.Series, database, cli.Time, cancellationToken);
            await cli.Output.WriteLineAsync(parsed.GetValue(json) ? Json.Line(new { series = states.Select(SeriesText.Of) }) : Table(states));
            return ExitCode.Done;
        });
        return command;
    }

    private static string Table(IReadOnlyList<SeriesState> states) => string.Join('\n', TextTable.Lines(
    [
        ["SERIES", "SOURCE", "VALUES", "VALUE", "EVENT", "KNOWN AT", "AGE", "LIMIT", "STATE"],
        .. states.Select(s => new[]
        {
            s.Options.Name, s.Options.Source.Series.Source, (s.Stored?.Count ?? 0).ToString("N0", CultureInfo.InvariantCulture),
            s.Current?.Value.ToString(CultureInfo.InvariantCulture) ?? "-",
            s.Current is { } c ? Days.Text(c.EventTime) : "-", s.Current is { } k ? Days.Text(k.KnownAt) : "-",
            SeriesText.Age(s.Age), SeriesText.Age(s.Options.StaleAfter), s.Current is null ? "no value" : s.IsStale ? "stale" : "fresh",
        }),
    ], 2..4));
}
