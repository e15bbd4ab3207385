using System.Diagnostics;

namespace ActorTrading.Node.Tests.Cli;

/// <summary>The real executable as a process of its own.</summary>
public sealed class ExecutableTests
{
    [Fact]
    public async Task Help_ExitsWith0AndListsTheVerbs()
    {
        var run = await RunAsync(["--help"]);

        Assert.Equal((0, ""), (run.Code, run.Error));
        Assert.Contains("Check and show the settings.", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Version_ExitsWith0() => Assert.Matches(@"^\d+\.\d+\.\d+\s*$", (await RunAsync(["--version"])).Output);

    [Fact]
    public async Task UnknownVerb_ExitsWith2() => Assert.Equal(
        (2, "", "error: 'confg' is not a verb of actortrading; did you mean 'config'? See actortrading --help.\n"),
        await RunAsync(["confg"]));

    [Fact]
    public async Task UnknownSetting_ExitsWith1AndSuggests() => Assert.Equal(
        (1, "", "error: --set http.prot=1: actortrading.http.prot: is not a setting; did you mean actortrading.http.port?\n"),
        await RunAsync(["config", "check", "--set", "http.prot=1"]));

    [Fact]
    public async Task EnvironmentAndSet_Override()
    {
        var run = await RunAsync(
            ["config", "show", "--set", "http.port=7", "--origin"],
            ("ACTORTRADING__HTTP__PORT", "6"),
            ("ACTORTRADING__HTTP__BARS_PAGE_LIMIT", "5"));

        Assert.Equal(0, run.Code);
        Assert.Contains("actortrading.http.port = 7  # --set http.port=7\n", run.Output, StringComparison.Ordinal);
        Assert.Contains("actortrading.http.bars-page-limit = \"5\"  # environment variable ACTORTRADING__HTTP__BARS_PAGE_LIMIT\n", run.Output, StringComparison.Ordinal);
    }

    private static async Task<(int Code, string Output, string Error)> RunAsync(string[] arguments, params (string Name, string Value)[] environment)
    {
        var start = new ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, "actortrading"), arguments)
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
        };
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        var output = process.StandardOutput.ReadToEndAsync(limit.Token);
        var error = process.StandardError.ReadToEndAsync(limit.Token);
        await process.WaitForExitAsync(limit.Token);
        return (process.ExitCode, await output, await error);
    }
}
