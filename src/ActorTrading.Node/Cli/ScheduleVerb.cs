using System.CommandLine;
using ActorTrading.Engine.Schedules;
using ActorTrading.Node.Composition;
using ActorTrading.Node.Schedules;

namespace ActorTrading.Node.Cli;

/// <summary>Lets the machine's own scheduler, cron or systemd, run the maintenance of market data.</summary>
internal sealed class ScheduleVerb : IVerb
{
    private const string EveryMorning = "0 10 * * *";

    public Command Build(CliContext cli) => new VerbCommand(
        "schedule", "Let cron or systemd run 'actortrading maintain' regularly. A running node does it by itself.",
        "actortrading schedule install --data /var/lib/actortrading",
        "actortrading schedule list",
        "actortrading schedule systemd --out /etc/systemd/system --user actortrading")
    {
        Install(cli), ScheduleList.Build(cli), Remove(cli), Systemd(cli),
    };

    private static VerbCommand Install(CliContext cli)
    {
        var (schedule, symbols) = (ScheduleOption(), SymbolsOption());
        var dryRun = new Option<bool>("--dry-run") { Description = "Print the crontab as it would be; change nothing." };
        var command = new VerbCommand(
            "install", "Put a job into your crontab, in place of one installed before. Other lines stay as they are.",
            "actortrading schedule install",
            "actortrading schedule install --schedule \"30 4 * * mon-fri\" --symbols BTC-USDT,ETH-USDT --dry-run")
        {
            schedule, symbols, dryRun,
        };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var cron = Cron(parsed.GetValue(schedule)!);
            var node = cli.LoadConfiguration(parsed).Options;
            var job = MaintenanceCommand.Of(cli, parsed, node, CandleArguments.SymbolsOf(parsed.GetValue(symbols)!, "--symbols"));
            var before = await CrontabProgram.ReadAsync(cancellationToken);
            var after = CrontabText.Install(before, cron.Text, job.ForCrontab());
            if (parsed.GetValue(dryRun))
            {
                await cli.Output.WriteAsync(Readable(after));
                return ExitCode.Done;
            }

            if (after == before)
            {
                await cli.Output.WriteLineAsync($"already installed: {cron}");
            }
            else
            {
                // Where the job's output goes must be there when it starts.
                NodeFolders.MakeDataDirectory(node);
                await CrontabProgram.WriteAsync(after, cancellationToken);
                await cli.Output.WriteLineAsync($"installed: {cron}; its output goes to {job.LogFile}");
            }

            await cli.Output.WriteLineAsync(NextRuns.Text(cron, cli.Time));
            if (MaintenanceCommand.Unseen(cli) is { Count: > 0 } unseen)
            {
                await cli.Error.WriteLineAsync($"note: cron does not see your environment: {string.Join(", ", unseen)} will not be set. Put these settings into a file and name it with --config FILE.");
            }

            return ExitCode.Done;
        });
        return command;
    }

    private static VerbCommand Remove(CliContext cli)
    {
        var dryRun = new Option<bool>("--dry-run") { Description = "Print the crontab as it would be; change nothing." };
        var command = new VerbCommand("remove", "Take the job out of your crontab again. Other lines stay as they are.", "actortrading schedule remove") { dryRun };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var before = await CrontabProgram.ReadAsync(cancellationToken);
            var after = CrontabText.Remove(before);
            if (parsed.GetValue(dryRun))
            {
                await cli.Output.WriteAsync(Readable(after));
            }
            else if (after == before)
            {
                await cli.Output.WriteLineAsync("nothing to remove: no schedule is installed");
            }
            else
            {
                await CrontabProgram.WriteAsync(after, cancellationToken);
                await cli.Output.WriteLineAsync("removed");
            }

            return ExitCode.Done;
        });
        return command;
    }

    private static VerbCommand Systemd(CliContext cli)
    {
        var (schedule, symbols) = (ScheduleOption(), SymbolsOption());
        var folder = new Option<string?>("--out") { Description = "Folder to write the two files to; without it they are printed.", HelpName = "DIR" };
        var user = new Option<string?>("--user") { Description = "Who runs the service; without it, root or whose systemd it is.", HelpName = "NAME" };
        var command = new VerbCommand(
            "systemd", "Print or write a systemd service and its timer.",
            "actortrading schedule systemd",
            "actortrading schedule systemd --schedule \"0 4 * * sun\" --out ~/.config/systemd/user --data ~/actortrading")
        {
            schedule, symbols, folder, user,
        };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var cron = Cron(parsed.GetValue(schedule)!);
            var name = parsed.GetValue(user);
            if (name is not null && (name.Length == 0 || !name.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-' or '.')))
            {
                throw new UsageException($"--user '{name}' is not the name of a user");
            }

            var node = cli.LoadConfiguration(parsed).Options;
            var job = MaintenanceCommand.Of(cli, parsed, node, CandleArguments.SymbolsOf(parsed.GetValue(symbols)!, "--symbols"));
            (string Name, string Text)[] files =
            [
                ($"{SystemdUnits.Name}.service", SystemdUnits.Service(job, Path.GetFullPath(node.DataDirectory), name)),
                ($"{SystemdUnits.Name}.timer", SystemdUnits.Timer(cron)),
            ];
            if (parsed.GetValue(folder) is not { } directory)
            {
                await cli.Output.WriteAsync(string.Join('\n', files.Select(f => $"# {f.Name}\n{f.Text}")));
                return ExitCode.Done;
            }

            NodeFolders.MakeDataDirectory(node);
            Directory.CreateDirectory(directory);
            foreach (var (file, text) in files)
            {
                var path = Path.GetFullPath(Path.Combine(directory, file));
                await File.WriteAllTextAsync($"{path}.new", text, cancellationToken);
                File.Move($"{path}.new", path, overwrite: true);
                await cli.Output.WriteLineAsync($"wrote {path}");
            }

            await cli.Output.WriteLineAsync($"To switch it on: systemctl daemon-reload && systemctl enable --now {SystemdUnits.Name}.timer (with --user after systemctl for your own systemd)");
            return ExitCode.Done;
        });
        return command;
    }

    private static Option<string> ScheduleOption() => new("--schedule")
    {
        Description = "When: minute, hour, day of month, month, day of week, in the machine's time zone.",
        HelpName = "CRON",
        DefaultValueFactory = _ => EveryMorning,
    };

    private static Option<string[]> SymbolsOption() => new("--symbols")
    {
        Description = "Only these, joined by blanks or commas. Default: those with recent candles, and sync.symbols of the settings.",
        HelpName = "SYMBOL...",
        AllowMultipleArgumentsPerToken = true,
        DefaultValueFactory = _ => [],
    };

    private static CronSchedule Cron(string text)
    {
        try
        {
            return CronSchedule.Parse(text);
        }
        catch (FormatException wrong)
        {
            throw new UsageException($"--schedule '{(text.Length <= 60 ? text : $"{text[..60]}…")}': {wrong.Message}");
        }
    }

    /// <summary>The bytes of a crontab as a person reads them.</summary>
    private static string Readable(string crontab) => System.Text.Encoding.UTF8.GetString(System.Text.Encoding.Latin1.GetBytes(crontab));
}
