using System.CommandLine;
using System.Globalization;
using ActorTrading.Storage.MarketData.Migrations;

namespace ActorTrading.Node.Cli;

/// <summary>Takes the newest migrations of the market database back.</summary>
internal static class DbDowngrade
{
    public static Command Build(CliContext cli)
    {
        var to = new Option<int?>("--to") { Description = "The migration that stays the newest; 0 takes back all. Default: the one before the newest.", HelpName = "NUMBER" };
        var dryRun = new Option<bool>("--dry-run") { Description = "Say what would be taken back, and change nothing." };
        var yes = new Option<bool>("--yes") { Description = "Do it though rows are lost with their tables." };
        var json = new Option<bool>("--json") { Description = "Print one JSON object." };
        var command = new VerbCommand(
            "downgrade",
            "Take migrations back, each in a transaction. The tables they brought go, with all rows in them, if --yes says so. Refused while a node has the database open.",
            "actortrading db downgrade --dry-run",
            "actortrading db downgrade --to 7 --yes")
        {
            to,
            dryRun,
            yes,
            json,
        };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            await using var migrator = DbVerb.Open(cli, parsed);
            var known = migrator.Known[^1].Number;
            if (parsed.GetValue(to) is { } asked && (asked < 0 || asked > known))
            {
                throw new UsageException($"--to {asked} is no migration: use a number from 0 to {known} ('actortrading db history' lists them)");
            }

            var before = (await migrator.HistoryAsync(cancellationToken)).Count;
            var target = parsed.GetValue(to) ?? Math.Max(0, Math.Min(before, known) - 1);
            var isDry = parsed.GetValue(dryRun);
            var lost = await migrator.RowsBeyondAsync(target, cancellationToken);
            if (lost.Count > 0 && !isDry && !parsed.GetValue(yes))
            {
                throw new CommandFailedException($"nothing was changed: {string.Join(", ", lost.Select(Text))} of {migrator.Place} would be lost. Make a backup, and say --yes if they may go.");
            }

            var migrations = isDry ? await migrator.BeyondAsync(target, cancellationToken) : await migrator.DowngradeAsync(target, cancellationToken);
            var layout = isDry ? before : before - migrations.Count;
            if (parsed.GetValue(json))
            {
                await cli.Output.WriteLineAsync(Json.Line(new { database = migrator.Place, dryRun = isDry, takenBack = migrations.Select(DbVerb.Shown), rowsLost = lost.Select(l => new { table = l.Table, rows = l.Rows }), layout }));
                return ExitCode.Done;
            }

            foreach (var migration in migrations)
            {
                await cli.Output.WriteLineAsync($"{(isDry ? "would take back" : "took back")} {migration.Number} {migration.Name}");
            }

            foreach (var table in lost)
            {
                await cli.Output.WriteLineAsync($"{(isDry ? "would lose" : "lost")} {Text(table)}");
            }

            await cli.Output.WriteLineAsync(migrations.Count == 0
                ? $"{migrator.Place} has layout {layout}: nothing to do."
                : isDry ? $"{migrator.Place} would have layout {target}; nothing was changed." : $"{migrator.Place} has layout {layout} now.");
            return ExitCode.Done;
        });
        return command;
    }

    private static string Text(RowsLost lost) => string.Create(CultureInfo.InvariantCulture, $"{lost.Rows:N0} {(lost.Rows == 1 ? "row" : "rows")} of {lost.Table}");
}
