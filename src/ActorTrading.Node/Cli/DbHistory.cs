using System.CommandLine;

namespace ActorTrading.Node.Cli;

/// <summary>Lists the migrations of the market database, applied and missing ones.</summary>
internal static class DbHistory
{
    public static Command Build(CliContext cli)
    {
        var json = new Option<bool>("--json") { Description = "Print one JSON array." };
        var command = new VerbCommand("history", "List every migration and when it was applied.", "actortrading db history", "actortrading db history --json")
        {
            json,
        };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            await using var migrator = DbVerb.Open(cli, parsed);
            var applied = await migrator.HistoryAsync(cancellationToken);
            var rows = applied
                .Select(was => (was.Number, was.Name, was.Checksum, AppliedAt: (string?)Days.Text(was.AppliedAt)))
                .Concat(migrator.Known.Skip(applied.Count).Select(next => (Number: (long)next.Number, next.Name, next.Checksum, AppliedAt: (string?)null)))
                .ToList();
            if (parsed.GetValue(json))
            {
                await cli.Output.WriteLineAsync(Json.Line(rows.Select(row => new { number = row.Number, name = row.Name, checksum = row.Checksum, appliedAt = row.AppliedAt })));
                return ExitCode.Done;
            }

            string[][] table = [["number", "name", "applied at", "checksum"], .. rows.Select(row => new[] { $"{row.Number}", row.Name, row.AppliedAt ?? "not yet", row.Checksum[..Math.Min(12, row.Checksum.Length)] })];
            foreach (var line in TextTable.Lines(table, 0..1))
            {
                await cli.Output.WriteLineAsync(line);
            }

            return ExitCode.Done;
        });
        return command;
    }
}
