using System.CommandLine;
using System.Globalization;
using ActorTrading.Feeds.Observations;
using ActorTrading.Node.Composition;
using ActorTrading.Node.Configuration;
using ActorTrading.Storage.MarketData;

namespace ActorTrading.Node.Cli;

/// <summary>Fetches series from their sources now.</summary>
internal static class SeriesFetch
{
    private const int Shown = 10;

    public static Command Build(CliContext cli)
    {
        var names = new Argument<string[]>("NAME") { Description = "Which series; default: all that are configured.", Arity = ArgumentArity.ZeroOrMore };
        var dryRun = new Option<bool>("--dry-run") { Description = "Fetch and check, store nothing." };
        var json = new Option<bool>("--json") { Description = "Print one JSON object for each series, each on its line." };
        var command = new VerbCommand(
            "fetch",
            "Fetch series and store what is new. A value that differs from the stored one becomes a new version, known from now on. "
            + "Exit code: 0 = all were fetched, 1 = one could not be.",
            "actortrading series fetch fear-greed",
            "actortrading series fetch --dry-run")
        {
            names, dryRun, json,
        };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var node = cli.LoadConfiguration(parsed).Options;
            var wanted = parsed.GetValue(names) is { Length: > 0 } some ? some.Select(n => Find(node, n)).ToList() : node.Series;
            await using var database = parsed.GetValue(dryRun) ? null : await MarketDatabases.OpenAsync(node, cli.Time, cancellationToken);
            var code = ExitCode.Done;
            foreach (var series in wanted)
            {
                try
                {
                    var (fetch, added) = await SeriesFetcher.FetchAsync(series, database, cli.Time, cancellationToken);
                    await cli.Output.WriteLineAsync(parsed.GetValue(json) ? JsonOf(series, fetch, added) : TextOf(series, fetch, added));
                }
                catch (ObservationException e)
                {
                    // One source that is down does not keep the others from being asked.
                    await cli.Error.WriteLineAsync($"error: {e.Message.ReplaceLineEndings(" ")}");
                    code = ExitCode.Failed;
                }
            }

            return code;
        });
        return command;
    }

    /// <exception cref="UsageException">There is no such series.</exception>
    public static SeriesOptions Find(NodeOptions node, string name) => node.Series.FirstOrDefault(s => s.Name == name)
        ?? throw new UsageException($"'{name}' is not a series of the settings: there are {string.Join(", ", node.Series.Select(s => s.Name))}");

    private static string TextOf(SeriesOptions series, ObservationFetch fetch, ObservationAdded? added)
    {
        var stored = added is null ? "nothing stored (dry run)" : string.Create(CultureInfo.InvariantCulture, $"{added.Inserted:N0} new, {added.Revised:N0} revised, {added.Unchanged:N0} unchanged");
        var lines = new List<string> { string.Create(CultureInfo.InvariantCulture, $"{series.Name}: {fetch.Observations.Count:N0} values, {stored}, {fetch.Refused.Count:N0} refused") };
        lines.AddRange(fetch.Refused.Take(Shown).Select(r => $"  {r}"));
        return string.Join('\n', lines);
    }

    private static string JsonOf(SeriesOptions series, ObservationFetch fetch, ObservationAdded? added) => Json.Line(new
    {
        name = series.Name,
        values = fetch.Observations.Count,
        inserted = added?.Inserted,
        revised = added?.Revised,
        unchanged = added?.Unchanged,
        refused = fetch.Refused,
    });
}
