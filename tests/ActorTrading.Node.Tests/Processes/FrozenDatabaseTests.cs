using ActorTrading.Storage.MarketData;
using ActorTrading.Storage.PostgreSql;

namespace ActorTrading.Node.Tests.Processes;

/// <summary>A database of market data that takes connections and answers nothing, as behind a broken network: harder to stop for than one that is gone.</summary>
public sealed class FrozenDatabaseTests
{
    [Fact]
    public async Task Stop_DatabaseDoesNotAnswer_EndsInGoodOrderWithinSeconds()
    {
        await using var server = await PostgreSqlServer.StartAsync("fsync=off");
        using var data = new DataFolder();
        await using var node = Executable.Start(
            "node", "--data", data.Path, "--set", "http.port=0", "--set", "feed.simulated.history=5d", "--set", "feed.simulated.symbols=[BTC-USDT]", "--set", "feed.simulated.speed=3600",
            "--set", "database.host=127.0.0.1", "--set", $"database.port={server.Port}", "--set", "database.name=postgres", "--set", "database.user=postgres");
        await node.ServesAsync();
        await using var database = await MarketDatabase.OpenAsync(
            MarketDatabaseOptions.PostgreSql(new PostgreSqlOptions { ConnectionString = server.ConnectionString, Schema = "market" }), TimeProvider.System, TestContext.Current.CancellationToken);
        await Eventually.TrueAsync(async () => (await database.Candles.SummariesAsync(TestContext.Current.CancellationToken)).Count > 0, "the node writes");

        await server.FreezeAsync();
        try
        {
            node.Send(Executable.Terminate);
            var end = await node.EndAsync();

            Assert.Equal(0, end.Code);
            Assert.Contains("not yet in the market data", end.Output, StringComparison.Ordinal);
            Assert.DoesNotContain("without a last snapshot", end.Output, StringComparison.Ordinal);
        }
        finally
        {
            await server.ThawAsync();
        }
    }
}
