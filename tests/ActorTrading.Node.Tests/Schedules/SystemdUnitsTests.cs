using System.Diagnostics;
using ActorTrading.Engine.Schedules;
using ActorTrading.Node.Schedules;

namespace ActorTrading.Node.Tests.Schedules;

public sealed class SystemdUnitsTests
{
    private const string Analyze = "/usr/bin/systemd-analyze";

    [Theory]
    [InlineData("0 10 * * *", "*-*-* 10:00:00")]
    [InlineData("*/20 * * * *", "*-*-* *:00,20,40:00")]
    [InlineData("30 4 * * mon-fri", "Mon,Tue,Wed,Thu,Fri *-*-* 04:30:00")]
    [InlineData("0 0 * * 0,7", "Sun *-*-* 00:00:00")]
    [InlineData("5 6,18 1,15 1-3 *", "*-01,02,03-01,15 06,18:05:00")]
    public async Task OnCalendar_MeansTheSameTimes(string cron, string calendar)
    {
        var schedule = CronSchedule.Parse(cron);

        Assert.Equal(calendar, SystemdUnits.OnCalendar(schedule));
        if (File.Exists(Analyze))
        {
            var (code, output) = await RunAsync("calendar", "--iterations=3", "--base-time=2026-03-01 10:07:30 UTC", $"{calendar} UTC");
            Assert.True(code == 0, output);
            var at = new DateTime(2026, 3, 1, 10, 7, 30);
            for (var i = 0; i < 3; i++)
            {
                at = schedule.Next(at);
                Assert.Contains($"{at:yyyy-MM-dd HH:mm:ss} UTC", output, StringComparison.Ordinal);
            }
        }
    }

    [Fact]
    public async Task Files_AreWhatSystemdAccepts()
    {
        var folder = Directory.CreateTempSubdirectory("actortrading-test-").FullName;
        var data = Directory.CreateDirectory(Path.Combine(folder, "my data 5%")).FullName;
        var service = SystemdUnits.Service(new ScheduledCommand(["/bin/true", "maintain", "--data", data], "/log"), data, "daemon");
        var timer = SystemdUnits.Timer(CronSchedule.Parse("0 10 * * *"));
        await File.WriteAllTextAsync(Path.Combine(folder, $"{SystemdUnits.Name}.service"), service, TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(Path.Combine(folder, $"{SystemdUnits.Name}.timer"), timer, TestContext.Current.CancellationToken);

        Assert.Contains("\nUser=daemon\n", service, StringComparison.Ordinal);
        Assert.All((service + timer).Split('\n'), line => Assert.Matches("^(|#.*|\\[[A-Z][a-z]+\\]|[A-Z][A-Za-z]+=.+)$", line));
        if (File.Exists(Analyze))
        {
            var (code, output) = await RunAsync("verify", Path.Combine(folder, $"{SystemdUnits.Name}.timer"), Path.Combine(folder, $"{SystemdUnits.Name}.service"));
            Assert.DoesNotContain("actortrading", output, StringComparison.Ordinal);
            Assert.True(code == 0 || !output.Contains(folder, StringComparison.Ordinal), output);
        }

        Directory.Delete(folder, recursive: true);
    }

    private static async Task<(int Code, string Output)> RunAsync(params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(Analyze, arguments) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true })!;
        var output = process.StandardOutput.ReadToEndAsync();
        var error = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, await output + error);
    }
}
