using System.CommandLine;
using System.Text.Json;
using ActorTrading.Node.Cli;
using Spectre.Console;

namespace ActorTrading.Node.Tests.Cli;

public sealed class CommandLineAppTests
{
    private readonly StringWriter _output = new();
    private readonly StringWriter _error = new();

    [Theory]
    [InlineData("nod", "error: 'nod' is not a verb of actortrading; did you mean 'node'? See actortrading --help.\n")]
    [InlineData("zzzzz", "error: 'zzzzz' is not a verb of actortrading. See actortrading --help.\n")]
    [InlineData("config shw", "error: 'shw' is not a verb of actortrading config; did you mean 'show'? See actortrading config --help.\n")]
    [InlineData("config", "error: actortrading config needs one of check, show. See actortrading config --help.\n")]
    [InlineData("config show --jsn", "error: '--jsn' is not an option of actortrading config show; did you mean '--json'? See actortrading config show --help.\n")]
    [InlineData("config check extra", "error: actortrading config check takes no further argument, but 'extra' is given. See actortrading config check --help.\n")]
    [InlineData("--config", "error: Required argument missing for option: '--config'. See actortrading node --help.\n")]
    public async Task RunAsync_WrongUse_Is2WithOneHelpfulLine(string line, string error)
    {
        Assert.Equal(ExitCode.WrongUse, await RunAsync(line));
        Assert.Equal(error, _error.ToString().ReplaceLineEndings("\n"));
        Assert.Equal("", _output.ToString());
    }

    [Theory]
    [InlineData("", "node ran with data \n")]
    [InlineData("node", "node ran with data \n")]
    [InlineData("--data x", "node ran with data x\n")]
    [InlineData("node --data x --set http.port=1", "node ran with data x\n")]
    public async Task RunAsync_NoVerb_MeansNode(string line, string output)
    {
        Assert.Equal(ExitCode.Done, await RunAsync(line));
        Assert.Equal(output, _output.ToString().ReplaceLineEndings("\n"));
    }

    [Fact]
    public async Task RunAsync_OptionWithoutVerb_IsReadAsOneOfNode()
    {
        Assert.Equal(ExitCode.Done, await RunAsync("--data x --fast"));
        Assert.Equal("node ran with data x fast", _output.ToString().Trim());

        Assert.Equal(ExitCode.WrongUse, await RunAsync("--fats"));
        Assert.Equal("error: '--fats' is not an option of actortrading node; did you mean '--fast'? See actortrading node --help.", _error.ToString().Trim());
    }

    [Fact]
    public void OutputConsole_NoTerminal_WritesPlainText()
    {
        Context().OutputConsole.Write(new Table().AddColumn("[red]a[/]").AddRow(new string('x', 150)));

        Assert.DoesNotContain('\u001b', _output.ToString());
        Assert.Contains(new string('x', 150), _output.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("usage", ExitCode.WrongUse, "error: give one.")]
    [InlineData("failed", ExitCode.Failed, "error: no luck.")]
    [InlineData("cancelled", ExitCode.Failed, "error: cancelled before it was done.")]
    [InlineData("bug", ExitCode.Failed, "error: InvalidOperationException: a bug. (--verbose shows where)")]
    public async Task RunAsync_Exception_IsOneLineAndACode(string kind, int code, string error)
    {
        Assert.Equal(code, await RunAsync("fail " + kind));
        Assert.Equal(error, _error.ToString().Trim());
    }

    [Fact]
    public async Task RunAsync_VerboseException_ShowsTheStack()
    {
        Assert.Equal(ExitCode.Failed, await RunAsync("fail bug --verbose"));
        Assert.Contains("   at ", _error.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--help")]
    [InlineData("node -h")]
    [InlineData("config --help")]
    [InlineData("config check --help")]
    [InlineData("config show --help")]
    public async Task RunAsync_Help_EndsWithAnExample(string line)
    {
        Assert.Equal(ExitCode.Done, await RunAsync(line));
        Assert.Matches(@"(?s)Usage:.*--set <PATH=VALUE>.*Examples?:\s+actortrading ", _output.ToString());
        Assert.Equal("", _error.ToString());
    }

    [Fact]
    public async Task RunAsync_Cancelled_ReachesTheVerb()
    {
        using var stop = new CancellationTokenSource();
        var run = RunAsync("fail never", stop.Token);
        await stop.CancelAsync();

        Assert.Equal(ExitCode.Failed, await run);
        Assert.Equal("error: cancelled before it was done.", _error.ToString().Trim());
    }

    [Fact]
    public async Task ConfigShow_Json_IsOneObjectOfEffectiveValues()
    {
        Assert.Equal(ExitCode.Done, await RunAsync("config show --json --origin --set http.port=7"));

        var port = JsonDocument.Parse(_output.ToString()).RootElement.GetProperty("actortrading.http.port");
        Assert.Equal(7, port.GetProperty("value").GetInt32());
        Assert.Equal("--set http.port=7", port.GetProperty("origin").GetString());
    }

    [Fact]
    public async Task ConfigShow_Plain_IsAFileThatGivesTheSameSettings()
    {
        var file = Path.GetTempFileName();
        try
        {
            await RunAsync("config show --set http.port=7 --set feed.simulated.symbols=[A-B,C-D] --origin");
            var shown = _output.ToString();
            await File.WriteAllTextAsync(file, shown);
            _output.GetStringBuilder().Clear();

            await RunAsync($"config show --config {file}");

            Assert.Equal(
                shown.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => l.Split("  # ")[0]),
                _output.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries));
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public async Task ConfigCheck_Json_ListsProblems()
    {
        Assert.Equal(ExitCode.Failed, await RunAsync("config check --json --set http.port=x --set htp.port=1"));

        var result = JsonDocument.Parse(_output.ToString()).RootElement;
        Assert.False(result.GetProperty("ok").GetBoolean());
        Assert.Equal(["actortrading.htp", "actortrading.http.port"], result.GetProperty("problems").EnumerateArray().Select(p => p.GetProperty("key").GetString()!));
    }

    private Task<int> RunAsync(string line, CancellationToken cancellation = default) =>
        new CommandLineApp(Context(), [new ConfigVerb(), new NodeVerb(), new FailVerb()])
            .RunAsync(line.Split(' ', StringSplitOptions.RemoveEmptyEntries), cancellation);

    private CliContext Context() => new()
    {
        Output = _output,
        Error = _error,
        Environment = new Dictionary<string, string>(),
        Time = TimeProvider.System,
        IsOutputTerminal = false,
        IsErrorTerminal = false,
    };

    private sealed class NodeVerb : IVerb
    {
        public Command Build(CliContext cli)
        {
            var fast = new Option<bool>("--fast");
            var command = new VerbCommand("node", "Run.", "actortrading node") { fast };
            command.SetAction(parsed => cli.Output.WriteLine($"node ran with data {parsed.GetValue(cli.DataOption)}{(parsed.GetValue(fast) ? " fast" : "")}"));
            return command;
        }
    }

    private sealed class FailVerb : IVerb
    {
        public Command Build(CliContext cli)
        {
            var kind = new Argument<string>("kind");
            var command = new VerbCommand("fail", "Fail.", "actortrading fail bug") { kind };
            command.SetAction(async (parsed, stop) =>
            {
                switch (parsed.GetValue(kind))
                {
                    case "usage":
                        throw new UsageException("give one.");
                    case "failed":
                        throw new CommandFailedException("no luck.");
                    case "cancelled":
                        throw new OperationCanceledException();
                    case "never":
                        await Task.Delay(Timeout.Infinite, stop);
                        break;
                }

                throw new InvalidOperationException("a bug.");
            });
            return command;
        }
    }
}
