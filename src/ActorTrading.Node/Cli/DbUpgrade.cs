using System.CommandLine;

namespace ActorTrading.Node.Cli;

/// <summary>Brings the market database to the layout of this program.</summary>
internal static class DbUpgrade
{
    public static Command Build(CliContext cli)
    {
        var dryRun = new Option<bool>("--dry-run") { Description = "Say what would be applied, and change nothing." };
        var json = new Option<bool>("--json") { Description = "Print one JSON object." };
        var command = new VerbCommand(
            "upgrade",
            "Apply the migrations that are missing, each in a transaction; refused while a node has the database open.",
            "actortrading db upgrade",
            "actortrading db upgrade --dry-run --json")
        {
            dryRun,
            json,
        };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            await using var migrator = DbVerb.Open(cli, parsed);
            var isDry = parsed.GetValue(dryRun);
            var migrations = isDry ? await migrator.PendingAsync(cancellationToken) : await migrator.UpgradeAsync(cancellationToken);
            var latest = migrator.Known[^1].Number;
            if (parsed.GetValue(json))
            {
                await cli.Output.WriteLineAsync(Json.Line(new { database = migrator.Place, dryRun = isDry, applied = migrations.Select(DbVerb.Shown), layout = isDry ? latest - migrations.Count : latest }));
                return ExitCode.Done;
            }

            foreach (var migration in migrations)
            {
                await cli.Output.WriteLineAsync($"{(isDry ? "would apply" : "applied")} {migration.Number} {migration.Name}");
            }

            await cli.Output.WriteLineAsync((migrations.Count, isDry) switch
            {
                (0, _) => $"{migrator.Place} has layout {latest} already: nothing to do.",
                (_, true) => $"{migrator.Place} would have layout {latest}; nothing was changed.",
                _ => $"{migrator.Place} has layout {latest} now.",
            });
            return ExitCode.Done;
        });
        return command;
    }
}
