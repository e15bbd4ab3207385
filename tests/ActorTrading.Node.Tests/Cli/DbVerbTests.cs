using System.Text.Json;
using ActorTrading.Node.Cli;
using ActorTrading.Node.Tests.Processes;
using ActorTrading.Storage.MarketData;
using ActorTrading.Storage.MarketData.Migrations;

namespace ActorTrading.Node.Tests.Cli;

public sealed class DbVerbTests : IDisposable
{
    private readonly DataFolder _folder = new();
    private readonly StringWriter _output = new();
    private readonly StringWriter _error = new();

    public void Dispose() => _folder.Dispose();

    private static int Latest => MarketMigrator.Create(MarketDatabaseOptions.Sqlite("market.db"), TimeProvider.System).Known.Count;

    [Fact]
    public async Task Upgrade_DryRunThenReal_AppliesOnceAndIsRememberedInHistory()
    {
        Assert.Equal(Latest, (await JsonAsync("db upgrade --dry-run --json")).GetProperty("applied").GetArrayLength());
        Assert.Equal(0, (await JsonAsync("db current --json")).GetProperty("layout").GetInt32());
        Assert.Equal(Latest, (await JsonAsync("db upgrade --json")).GetProperty("applied").GetArrayLength());
        Assert.Equal(0, (await JsonAsync("db upgrade --json")).GetProperty("applied").GetArrayLength());

        Assert.All((await JsonAsync("db history --json")).EnumerateArray(), row => Assert.NotNull(row.GetProperty("appliedAt").GetString()));
    }

    [Fact]
    public async Task Downgrade_ToANumber_LeavesWhatCurrentShowsAsPending()
    {
        await RunAsync("db upgrade");

        Assert.Equal(Enumerable.Range(7, Latest - 6).Reverse(), Numbers((await JsonAsync("db downgrade --to 6 --json")).GetProperty("takenBack")));
        Assert.Equal([6], Numbers((await JsonAsync("db downgrade --dry-run --json")).GetProperty("takenBack")));
        Assert.Equal(Enumerable.Range(7, Latest - 6), Numbers((await JsonAsync("db current --json")).GetProperty("pending")));
    }

    [Fact]
    public async Task Downgrade_OfTablesWithRows_TellsWhatGoesAndNeedsAYes()
    {
        await using (var database = await MarketDatabase.OpenAsync(MarketDatabaseOptions.Sqlite(_folder["market.db"]), TimeProvider.System, default))
        {
            await database.Projections.RecordAsync("node", 5, [], [], default);
        }

        Assert.Equal(1, (await JsonAsync("db downgrade --dry-run --json")).GetProperty("rowsLost")[0].GetProperty("rows").GetInt64());
        Assert.Equal(ExitCode.Failed, await RunAsync("db downgrade"));
        Assert.Contains("nothing was changed: 1 row of projections", _error.ToString(), StringComparison.Ordinal);
        Assert.Equal(Latest, (await JsonAsync("db current --json")).GetProperty("layout").GetInt32());
        Assert.Equal(Latest - 1, (await JsonAsync("db downgrade --yes --json")).GetProperty("layout").GetInt32());
    }

    [Fact]
    public async Task Downgrade_ToNoMigration_IsWrongUse()
    {
        foreach (var to in (int[])[Latest + 1, -1])
        {
            _error.GetStringBuilder().Clear();
            Assert.Equal(ExitCode.WrongUse, await RunAsync($"db downgrade --to {to}"));
            Assert.Equal($"error: --to {to} is no migration: use a number from 0 to {Latest} ('actortrading db history' lists them)", _error.ToString().Trim());
        }
    }

    [Fact]
    public async Task ServerThatIsNotThere_FailsWithoutTheSecret()
    {
        Assert.Equal(ExitCode.Failed, await RunAsync("db current --set database.host=127.0.0.1 --set database.port=1 --set database.password=hush"));

        Assert.StartsWith("error: Cannot open '127.0.0.1:1/actortrading/market'", _error.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("hush", _error.ToString(), StringComparison.Ordinal);
    }

    private static IEnumerable<int> Numbers(JsonElement migrations) => migrations.EnumerateArray().Select(m => m.GetProperty("number").GetInt32());

    private async Task<JsonElement> JsonAsync(string line)
    {
        _output.GetStringBuilder().Clear();
        Assert.True(await RunAsync(line) == ExitCode.Done, _error.ToString());
        return JsonDocument.Parse(_output.ToString()).RootElement;
    }

    private Task<int> RunAsync(string line)
    {
        var cli = new CliContext
        {
            Output = _output,
            Error = _error,
            Environment = new Dictionary<string, string>(),
            Time = TimeProvider.System,
            IsOutputTerminal = false,
            IsErrorTerminal = false,
        };
        return new CommandLineApp(cli, [new DbVerb()]).RunAsync([.. line.Split(' '), "--data", _folder.Path]);
    }
}
