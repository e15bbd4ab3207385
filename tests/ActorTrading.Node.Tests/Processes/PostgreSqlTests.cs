using System.Text.Json;

namespace ActorTrading.Node.Tests.Processes;

/// <summary>A node that keeps its journal in PostgreSQL, switched on by settings alone.</summary>
public sealed class PostgreSqlTests(PlayedRecording recording) : IAsyncLifetime
{
    private readonly DataFolder _folder = new();
    private PostgreSqlServer? _server;

    private string Connection => _server!.ConnectionString;

    public async ValueTask InitializeAsync()
    {
        _server = await PostgreSqlServer.StartAsync();
        recording.Begin(_folder.Path);
    }

    public async ValueTask DisposeAsync()
    {
        await _server!.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task Node_OnPostgreSql_WritesTheSameJournalAsOnSqlite()
    {
        var run = await Executable.RunAsync(Node("same", "full"));

        Assert.True(run.Code == 0, run.Error);
        Assert.False(File.Exists(_folder["journal.db"]));
        Assert.Equal(recording.Replay.GetRawText(), (await ReplayAsync(["--data", _folder.Path, .. Store("same")])).GetRawText());
    }

    [Fact]
    public async Task ServerKilledTwiceWhileTheNodeRuns_NodeGoesOnAndNothingIsLostOrDoubled()
    {
        await using var node = Executable.Start([.. Node("killed", "12000"), "--set", "journal.snapshot-every=50"]);
        await node.ServesAsync();
        for (var i = 0; i < 2; i++)
        {
            await EventsAsync(i * 100);
            await _server!.KillAsync();
            await _server.StartAgainAsync();
        }

        var end = await node.EndAsync();

        Assert.True(end.Code == 0, end.Error);
        Assert.Equal(
            recording.Replay.GetProperty("hash").GetString(),
            (await ReplayAsync(["--data", _folder.Path, .. Store("killed")])).GetProperty("hash").GetString());
    }

    [Fact]
    public async Task SecondNodeOnTheSameSchema_TakesOverAndTheFirstEndsWithOneLine()
    {
        await using var first = Executable.Start(Node("shared", "600"));
        await first.ServesAsync();
        await using var second = Executable.Start(Node("shared", "600"));
        await second.ServesAsync();

        var end = await first.EndAsync();

        Assert.Equal(1, end.Code);
        Assert.Contains("has been taken over at epoch 2", end.Error, StringComparison.Ordinal);
        Assert.False(second.HasEnded);
    }

    [Fact]
    public async Task ServerThatIsNotThere_ErrorNamesIt()
    {
        var run = await Executable.RunAsync([.. Node("nobody", "full"), "--set", "journal.postgresql.connection=\"Host=127.0.0.1;Port=1;Username=x;Timeout=2\""]);

        Assert.Equal(1, run.Code);
        Assert.Contains("127.0.0.1:1/x/nobody", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("journal.postgresql.schema=\"Drop Table\"", "Schema is 'Drop Table'")]
    [InlineData("journal.postgresql.connection=\"Host=a;Wrong=b\"", "cannot be read")]
    [InlineData("journal.postgresql.connection=\"Host=a;Password=hunter2\"", "journal.postgresql.password")]
    [InlineData("journal.postgresql.connection=\"\"", "journal.postgresql.connection")]
    public async Task WrongSetting_ErrorSaysWhatIsRight(string set, string said)
    {
        var run = await Executable.RunAsync([.. Node("wrong", "full"), "--set", set]);

        Assert.Equal(1, run.Code);
        Assert.Contains(said, run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", run.Error, StringComparison.Ordinal);
    }

    private static async Task<JsonElement> ReplayAsync(params string[] options)
    {
        var run = await Executable.RunAsync(["replay", "--verify", "--json", .. options]);
        Assert.True(run.Code == 0, run.Output + run.Error);
        return JsonDocument.Parse(run.Output).RootElement;
    }

    private string[] Node(string schema, string speed) =>
        [.. PlayedRecording.Node(_folder.Path, PlayedRecording.Trades, speed), .. Store(schema)];

    private string[] Store(string schema) =>
        ["--set", "journal.kind=postgresql", "--set", $"journal.postgresql.connection=\"{Connection}\"", "--set", $"journal.postgresql.schema={schema}"];

    /// <summary>Waits until the journal has more than that many events.</summary>
    private async Task EventsAsync(int more)
    {
        await using var source = Npgsql.NpgsqlDataSource.Create(Connection);
        await Eventually.TrueAsync(
            async () =>
            {
                await using var count = source.CreateCommand("SELECT count(*) FROM killed.journal");
                return (long)(await count.ExecuteScalarAsync())! > more;
            },
            "the node writes",
            TimeSpan.FromSeconds(30));
    }
}
