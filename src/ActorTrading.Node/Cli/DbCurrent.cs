using System.CommandLine;

namespace ActorTrading.Node.Cli;

/// <summary>Tells which layout the market database has.</summary>
internal static class DbCurrent
{
    public static Command Build(CliContext cli)
    {
        var json = new Option<bool>("--json") { Description = "Print one JSON object." };
        var command = new VerbCommand("current", "Show the database's layout and what this program would change.", "actortrading db current", "actortrading db current --json")
        {
            json,
        };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            await using var migrator = DbVerb.Open(cli, parsed);
            var applied = await migrator.HistoryAsync(cancellationToken);
            var layout = applied.Count == 0 ? 0 : applied[^1].Number;
            var pending = migrator.Known.Where(migration => migration.Number > layout).ToList();
            if (parsed.GetValue(json))
            {
                await cli.Output.WriteLineAsync(Json.Line(new { database = migrator.Place, layout, known = migrator.Known[^1].Number, pending = pending.Select(DbVerb.Shown) }));
                return ExitCode.Done;
            }

            await cli.Output.WriteLineAsync($"database  {migrator.Place}");
            await cli.Output.WriteLineAsync($"layout    {(layout == 0 ? "none yet" : $"{layout} {applied[^1].Name}")}");
            await cli.Output.WriteLineAsync($"program   {migrator.Known[^1].Number} {migrator.Known[^1].Name}");
            await cli.Output.WriteLineAsync(layout > migrator.Known[^1].Number
                ? "state     newer than this program: run the newer program"
                : pending.Count == 0 ? "state     up to date" : $"state     {pending.Count} to apply: run 'actortrading db upgrade'");
            return ExitCode.Done;
        });
        return command;
    }
}
