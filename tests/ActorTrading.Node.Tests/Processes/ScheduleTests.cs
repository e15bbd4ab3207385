using System.Runtime.Versioning;
using System.Text;
using System.Text.Json;

namespace ActorTrading.Node.Tests.Processes;

/// <summary>The real executable with a <c>crontab</c> of the test's own.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class ScheduleTests : IDisposable
{
    private readonly DataFolder _folder = new();

    public ScheduleTests()
    {
        Directory.CreateDirectory(_folder["bin"]);
        var script = _folder.Write(
            "bin/crontab",
            "#!/bin/sh",
            $"table='{_folder["table"]}'",
            "case \"$1\" in",
            "  -l) if [ -f \"$table\" ]; then cat \"$table\"; else echo \"no crontab for $(id -un)\" >&2; exit 1; fi ;;",
            "  -) cat > \"$table.new\" && mv \"$table.new\" \"$table\"; echo write >> \"$table.log\" ;;",
            "  *) exit 2 ;;",
            "esac");
        File.SetUnixFileMode(script, UnixFileMode.UserRead | UnixFileMode.UserExecute);
    }

    private string Table => Encoding.Latin1.GetString(File.ReadAllBytes(_folder["table"]));

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Install_List_Remove_LeaveOtherLinesByteForByte()
    {
        var others = "MAILTO=me\r\n# \u00e9\u00ff\n0 1 * * * date +\\%F"u8.ToArray().Concat(new byte[] { 0xFF, 0x80 }).ToArray();
        await File.WriteAllBytesAsync(_folder["table"], others, TestContext.Current.CancellationToken);

        var first = await RunAsync("schedule", "install", "--data", _folder["my data"], "--schedule", "30 4 * * mon-fri", "--symbols", "BTC-USDT,ETH-USDT");
        var written = Table;
        var second = await RunAsync("schedule", "install", "--data", _folder["my data"], "--schedule", "30 4 * * mon-fri", "--symbols", "BTC-USDT", "ETH-USDT");
        var list = await RunAsync("schedule", "list");
        var json = await RunAsync("schedule", "list", "--json");
        var removed = await RunAsync("schedule", "remove");
        var again = await RunAsync("schedule", "remove");

        Assert.All((Executable.Run[])[first, second, list, json, removed, again], run => Assert.Equal((0, ""), (run.Code, run.Error)));
        Assert.StartsWith("installed: 30 4 * * mon-fri; its output goes to ", first.Output, StringComparison.Ordinal);
        Assert.Contains($"30 4 * * mon-fri {Executable.Path} maintain --data '{_folder["my data"]}' --symbols BTC-USDT,ETH-USDT >> '{_folder["my data/maintain.log"]}' 2>&1", written, StringComparison.Ordinal);
        Assert.StartsWith("already installed", second.Output, StringComparison.Ordinal);
        Assert.Contains("next runs (", list.Output, StringComparison.Ordinal);
        Assert.Equal(3, JsonDocument.Parse(json.Output).RootElement.GetProperty("jobs")[0].GetProperty("next").GetArrayLength());
        Assert.Equal(Encoding.Latin1.GetString(others) + "\n", Table);
        Assert.StartsWith("nothing to remove", again.Output, StringComparison.Ordinal);
        Assert.Equal(2, (await File.ReadAllLinesAsync(_folder["table.log"], TestContext.Current.CancellationToken)).Length);
    }

    [Theory]
    [InlineData("@daily", "00:00")]
    [InlineData("15 4 * * MON-fri", "04:15")]
    public async Task Install_TakesShortNamesAndNamesOfDays(string schedule, string at)
    {
        var installed = await RunAsync("schedule", "install", "--data", _folder["data"], "--schedule", schedule);
        var list = await RunAsync("schedule", "list");

        Assert.Equal((0, ""), (installed.Code, installed.Error));
        Assert.Contains($"\n{schedule} ", Table, StringComparison.Ordinal);
        Assert.StartsWith($"{schedule}  ", list.Output, StringComparison.Ordinal);
        Assert.Contains($" {at} ", list.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WithoutATable_ListIsEmpty_AndInstallMakesOne()
    {
        var list = await RunAsync("schedule", "list");
        var dry = await RunAsync("schedule", "install", "--dry-run", "--data", _folder["data"]);

        Assert.StartsWith("no schedule is installed", list.Output, StringComparison.Ordinal);
        Assert.Contains("\n0 10 * * * ", dry.Output, StringComparison.Ordinal);
        Assert.False(File.Exists(_folder["table"]) || Directory.Exists(_folder["data"]));
        Assert.Equal(0, (await RunAsync("schedule", "install", "--data", _folder["data"])).Code);
        Assert.Equal(dry.Output, Table);
        Assert.True(Directory.Exists(_folder["data"]));
    }

    [Fact]
    public async Task WithoutCrontab_TheOtherWayIsNamed()
    {
        var run = await Executable.RunAsync(Executable.Path, ["schedule", "list"], ("PATH", _folder["empty"]));

        Assert.Equal(1, run.Code);
        Assert.Contains("'actortrading schedule systemd --out DIR'", run.Error, StringComparison.Ordinal);
        Assert.Single(run.Error.TrimEnd().Split('\n'));
    }

    [Fact]
    public async Task CrontabThatFails_IsQuoted_AndNothingIsChanged()
    {
        File.SetUnixFileMode(_folder["bin/crontab"], UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        await File.WriteAllTextAsync(_folder["bin/crontab"], "#!/bin/sh\necho 'you are not allowed' >&2\nexit 1\n", TestContext.Current.CancellationToken);

        var run = await RunAsync("schedule", "install", "--data", _folder["data"]);

        Assert.Equal((1, "error: 'crontab -l' failed with exit code 1: you are not allowed\n"), (run.Code, run.Error));
        Assert.False(File.Exists(_folder["table"]));
    }

    [Theory]
    [InlineData(2, "--schedule '61 * * * *': the minute '61' is not made of values from 0 to 59", "schedule", "install", "--schedule", "61 * * * *")]
    [InlineData(2, "--schedule '0 10 1 * 1': it names days of the month and days of the week", "schedule", "systemd", "--schedule", "0 10 1 * 1")]
    [InlineData(2, "--symbols 'BTC' is not a symbol", "schedule", "install", "--symbols", "BTC")]
    [InlineData(2, "--set database.password is a secret", "schedule", "install", "--set", "database.password=hunter2")]
    [InlineData(2, "needs one of install, list, remove, systemd", "schedule")]
    [InlineData(2, "--user 'a b' is not the name of a user", "schedule", "systemd", "--user", "a b")]
    public async Task WrongUse_IsOneLine(int code, string expected, params string[] arguments)
    {
        var run = await RunAsync(arguments);

        Assert.Equal(code, run.Code);
        Assert.Contains(expected, Assert.Single(run.Error.TrimEnd().Split('\n')), StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task EnvironmentThatCronDoesNotSee_IsNamed_ItsValuesAreNot()
    {
        var run = await Executable.RunAsync(
            Executable.Path, ["schedule", "install", "--data", _folder["data"]], ("PATH", $"{_folder["bin"]}:{Environment.GetEnvironmentVariable("PATH")}"), ("DB_PASSWORD", "hunter2"));

        Assert.Equal(0, run.Code);
        Assert.Contains("DB_PASSWORD will not be set", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", run.Error + run.Output + Table, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Systemd_PrintsOrWritesBothFiles()
    {
        var printed = await RunAsync("schedule", "systemd", "--data", _folder["data"]);
        var written = await RunAsync("schedule", "systemd", "--data", _folder["data"], "--out", _folder["units"]);

        Assert.Equal((0, 0), (printed.Code, written.Code));
        Assert.Contains("OnCalendar=*-*-* 10:00:00", printed.Output, StringComparison.Ordinal);
        Assert.Equal(["actortrading-maintain.service", "actortrading-maintain.timer"], Directory.GetFiles(_folder["units"]).Select(Path.GetFileName).Order());
        Assert.All(Directory.GetFiles(_folder["units"]), file => Assert.Contains(File.ReadAllText(file), printed.Output, StringComparison.Ordinal));
    }

    private Task<Executable.Run> RunAsync(params string[] arguments) =>
        Executable.RunAsync(Executable.Path, arguments, ("PATH", $"{_folder["bin"]}:{Environment.GetEnvironmentVariable("PATH")}"));
}
