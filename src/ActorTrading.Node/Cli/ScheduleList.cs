using System.CommandLine;
using ActorTrading.Engine.Schedules;
using ActorTrading.Node.Schedules;

namespace ActorTrading.Node.Cli;

/// <summary>What is installed in the crontab and when it runs next.</summary>
internal static class ScheduleList
{
    public static VerbCommand Build(CliContext cli)
    {
        var json = new Option<bool>("--json") { Description = "Print one JSON object." };
        var command = new VerbCommand("list", "Show what is in your crontab from here, and the next runs.", "actortrading schedule list", "actortrading schedule list --json") { json };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var jobs = CrontabText.Jobs(await CrontabProgram.ReadAsync(cancellationToken));
            if (parsed.GetValue(json))
            {
                await cli.Output.WriteLineAsync(Json.Line(new
                {
                    timeZone = cli.Time.LocalTimeZone.Id,
                    jobs = jobs.Select(j => new { schedule = j.Schedule, command = j.Command, next = TryParse(j.Schedule) is { } cron ? NextRuns.Of(cron, cli.Time).Select(t => t.ToString("O")) : null }),
                }));
                return ExitCode.Done;
            }

            if (jobs.Count == 0)
            {
                await cli.Output.WriteLineAsync("no schedule is installed: 'actortrading schedule install' puts one into your crontab");
            }

            foreach (var (schedule, line) in jobs)
            {
                await cli.Output.WriteLineAsync($"{schedule}  {line}");
                await cli.Output.WriteLineAsync(TryParse(schedule) is { } cron ? NextRuns.Text(cron, cli.Time) : $"  '{schedule}' has been changed by hand and is not understood here");
            }

            return ExitCode.Done;
        });
        return command;
    }

    private static CronSchedule? TryParse(string text)
    {
        try
        {
            return CronSchedule.Parse(text);
        }
        catch (FormatException)
        {
            return null;
        }
    }
}
