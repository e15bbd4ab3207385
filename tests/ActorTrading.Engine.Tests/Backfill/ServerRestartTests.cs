using ActorTrading.Engine.Backfill;
using ActorTrading.Market;
using ActorTrading.Market.Candles;
using ActorTrading.Storage.MarketData;
using ActorTrading.Storage.PostgreSql;
using ActorTrading.Tests;

namespace ActorTrading.Engine.Tests.Backfill;

public sealed class ServerRestartTests
{
    [Fact]
    public async Task PostgreSqlKilledInTheMiddleOfABackfill_NothingIsLostAndNothingIsDouble()
    {
        await using var server = await PostgreSqlServer.StartAsync();
        await using var database = await MarketDatabase.OpenAsync(
            MarketDatabaseOptions.PostgreSql(new PostgreSqlOptions { ConnectionString = server.ConnectionString, Schema = "restart" }), TimeProvider.System, CancellationToken.None);
        var kill = 0;
        var restart = Task.CompletedTask;
        var exchange = new ScriptedExchange(TimeProvider.System)
        {
            Before = async (n, _, _) =>
            {
                if (n % 15 == 0 && Interlocked.Increment(ref kill) <= 2)
                {
                    await restart;
                    await server.KillAsync();
                    restart = server.StartAgainAsync();
                }
            },
        };
        var request = new BackfillRequest { Symbols = [Symbol.Parse("BTC-USDT")], Timeframes = [Timeframe.M5, Timeframe.M15, Timeframe.H1] };

        var report = await new BackfillManager(database, exchange, new BackfillOptions(), TimeProvider.System).RunAsync(request, null, CancellationToken.None);

        await restart;
        Assert.True(kill >= 2);
        Assert.True(report.IsComplete);
        foreach (var one in report.Series)
        {
            var stored = await database.Candles.ReadAsync(one.Series, new TimeRange(0, long.MaxValue), CancellationToken.None).ToListAsync();
            Assert.Equal(exchange.Truth(one.Series, one.Range), stored);
        }
    }
}
