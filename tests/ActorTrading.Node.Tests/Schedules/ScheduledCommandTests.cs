using System.Diagnostics;
using ActorTrading.Node.Schedules;

namespace ActorTrading.Node.Tests.Schedules;

public sealed class ScheduledCommandTests
{
    private static readonly string[] Hostile = ["plain", "two words", "it's", "\"quoted\"", "$HOME `id` $(id)", "100%", "a;b&c|d>e", "back\\slash", "ä€", "*", "~", "#x", ""];

    [Fact]
    public async Task ForCrontab_ReachesTheProgramWordForWord()
    {
        var log = Path.Combine(Path.GetTempPath(), $"actortrading test {Guid.NewGuid():N} 5%.log");
        var command = new ScheduledCommand(["/usr/bin/printf", "%s\\n", .. Hostile], log).ForCrontab();

        // Cron takes the backslash from \% and hands the rest to sh.
        using var shell = Process.Start("/bin/sh", ["-c", command.Replace("\\%", "%", StringComparison.Ordinal)]);
        await shell.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.Equal(Hostile, (await File.ReadAllTextAsync(log, TestContext.Current.CancellationToken)).TrimEnd('\n').Split('\n').Append(""));
        Assert.DoesNotMatch("(^|[^\\\\])%", command);
        File.Delete(log);
    }

    [Fact]
    public void ForSystemd_QuotesAndEscapesWhatItWouldExpand() => Assert.Equal(
        "/opt/at \"a b\" \"100%%\" \"$$HOME\" \"say \\\"hi\\\"\" \"back\\\\slash\"",
        new ScheduledCommand(["/opt/at", "a b", "100%", "$HOME", "say \"hi\"", "back\\slash"], "/log").ForSystemd());

    [Fact]
    public void LineBreak_IsRefused() =>
        Assert.Contains("control character", Assert.Throws<ArgumentException>(() => new ScheduledCommand(["a\nb"], "/log").Validate()).Message, StringComparison.Ordinal);
}
