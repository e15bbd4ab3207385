using System.Text.Json;
using ActorTrading.FakeExchange;
using ActorTrading.Node.Cli;
using ActorTrading.Node.Tests.Processes;
using Npgsql;

namespace ActorTrading.Node.Tests.Cli;

/// <summary>What <c>backfill</c> and <c>maintain</c> say and with which code they end.</summary>
public sealed class HistoryVerbsTests : IDisposable
{
    private readonly DataFolder _folder = new();
    private readonly StandingClock _clock = new();
    private StringWriter _output = new();
    private StringWriter _error = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("backfill", "no symbol is given, and sync.symbols of the settings is empty: name one, such as BTC-USDT")]
    [InlineData("backfill BTCUSDT", "SYMBOL 'BTCUSDT' is not a symbol: write it as BTC-USDT")]
    [InlineData("backfill BTC-USDT btc-usdt", "SYMBOL names BTC-USDT twice")]
    [InlineData("backfill BTC-USDT --months 0", "--months '0' is not a number from 1 to 240")]
    [InlineData("backfill BTC-USDT --months two", "--months 'two' is not a number from 1 to 240")]
    [InlineData("backfill BTC-USDT --timeframes 7m", "--timeframes '7m' is not a timeframe: use 1m 5m 15m 1h 4h 1d")]
    [InlineData("backfill BTC-USDT --timeframes 5m,5m", "--timeframes '5m,5m' names 5m twice")]
    [InlineData("backfill BTC-USDT --exchange kraken", "--exchange 'kraken' is not a known exchange: use okx or binance")]
    [InlineData("maintain --window tomorrow", "--window 'tomorrow' is not a span such as 90m, 25h or 7d, nor 'all' for everything that is stored")]
    [InlineData("maintain --window 99999999h", "--window '99999999h' is not a span such as 90m, 25h or 7d, nor 'all' for everything that is stored")]
    [InlineData("maintain --symbols nonsense", "--symbols 'nonsense' is not a symbol: write it as BTC-USDT")]
    public async Task WrongUse_Is2WithOneHelpfulLine(string line, string error)
    {
        Assert.Equal(ExitCode.WrongUse, await RunAsync(line));
        Assert.Equal($"error: {error}", _error.ToString().Trim());
    }

    [Fact]
    public async Task Maintain_WithoutADatabase_SaysWhatToDoFirst()
    {
        Assert.Equal(ExitCode.Failed, await RunAsync("maintain"));
        Assert.Contains("run 'actortrading backfill' first", _error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Backfill_SwitchedOff_IsRefused()
    {
        Assert.Equal(ExitCode.Failed, await RunAsync("backfill BTC-USDT --set sync.enable-backfill=off"));
        Assert.Contains("sync.enable-backfill is off", _error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task BackfillThenMaintain_SayWhatTheyDid()
    {
        await using var exchange = await FakeExchangeServer.StartAsync(new FakeMarket(new FakeMarketOptions { TradesPerMinute = 1 }, _clock));
        var host = $"--set exchanges.okx.rest-hosts=[\"{exchange.RestAddress}\"]";

        Assert.Equal(ExitCode.Done, await RunAsync($"backfill BTC-USDT --months 1 --timeframes 4h,1d --dry-run {host}"));
        Assert.Contains("2 requests to okx would fetch what is missing. Nothing was fetched or stored.", _output.ToString(), StringComparison.Ordinal);
        Assert.False(File.Exists(_folder["market.db"]));

        Assert.Equal(ExitCode.Done, await RunAsync($"backfill BTC-USDT --months 1 --timeframes 4h,1d {host}"));
        Assert.Contains("BTC-USDT  4h              170       0      170       170           0        0        0      100.00         1", _output.ToString(), StringComparison.Ordinal);
        Assert.Contains("BTC-USDT 4h: 170 candles by 1 request\n", _error.ToString(), StringComparison.Ordinal);
        Assert.Contains("BTC-USDT 4h: computed 170 rows of indicators, 0 training rows, 0 labels\n", _error.ToString(), StringComparison.Ordinal);

        Assert.Equal(ExitCode.Done, await RunAsync($"maintain --timeframes 4h,1d --json {host}"));
        using var report = JsonDocument.Parse(_output.ToString());
        Assert.True(report.RootElement.GetProperty("clean").GetBoolean());
        Assert.Equal(0, report.RootElement.GetProperty("gapsFound").GetInt32());
        Assert.Equal("BTC-USDT", Assert.Single(report.RootElement.GetProperty("symbols").EnumerateArray().ToList()).GetString());
        Assert.Equal("", _error.ToString());
    }

    [Fact]
    public async Task DryRunsOnAnEmptyServer_MakeNothingThere()
    {
        await using var server = await PostgreSqlServer.StartAsync("fsync=off");
        var place = $"--set database.kind=postgresql --set database.host=127.0.0.1 --set database.port={server.Port} --set database.name=postgres --set database.user=postgres";
        await using var exchange = await FakeExchangeServer.StartAsync(new FakeMarket(new FakeMarketOptions { TradesPerMinute = 1 }, _clock));
        var host = $"--set exchanges.okx.rest-hosts=[\"{exchange.RestAddress}\"]";

        Assert.Equal(ExitCode.Done, await RunAsync($"backfill BTC-USDT --months 1 --timeframes 1d --dry-run {place} {host}"));
        Assert.Equal(ExitCode.Failed, await RunAsync($"maintain --dry-run {place} {host}"));

        Assert.Contains("has no tables of this program: run 'actortrading backfill' first", _error.ToString(), StringComparison.Ordinal);
        await using var source = NpgsqlDataSource.Create(server.ConnectionString);
        await using var command = source.CreateCommand("SELECT count(*) FROM information_schema.schemata WHERE schema_name = 'market'");
        Assert.Equal(0L, await command.ExecuteScalarAsync(TestContext.Current.CancellationToken));
        Assert.False(File.Exists(_folder["market.db"]));
    }

    [Fact]
    public async Task Backfill_FromBinance_IsComplete()
    {
        await using var exchange = await FakeExchangeServer.StartAsync(new FakeMarket(new FakeMarketOptions { TradesPerMinute = 1 }, _clock));

        var code = await RunAsync($"backfill ETH-USDT --months 1 --timeframes 1h --exchange binance --json --set exchanges.binance.rest-hosts=[\"{exchange.RestAddress}\"]");

        Assert.Equal(ExitCode.Done, code);
        using var report = JsonDocument.Parse(_output.ToString());
        Assert.Equal("binance", report.RootElement.GetProperty("exchange").GetString());
        var series = Assert.Single(report.RootElement.GetProperty("series").EnumerateArray().ToList());
        Assert.Equal((682, 1.0), (series.GetProperty("inserted").GetInt32(), series.GetProperty("completion").GetDouble()));
    }

    [Fact]
    public async Task Backfill_UnknownInstrument_Is1AndNamesIt()
    {
        await using var exchange = await FakeExchangeServer.StartAsync(new FakeMarket(new FakeMarketOptions { TradesPerMinute = 1 }, _clock));

        Assert.Equal(ExitCode.Failed, await RunAsync($"backfill NONE-USDT BTC-USDT --timeframes 1d --set exchanges.okx.rest-hosts=[\"{exchange.RestAddress}\"]"));
        Assert.Contains(" 100.00 % of the requests answered", _output.ToString(), StringComparison.Ordinal);
        Assert.Contains("NONE-USDT", _output.ToString().Split("failed: ")[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Maintain_UnknownInstrument_Is1AndNamesIt()
    {
        await using var exchange = await FakeExchangeServer.StartAsync(new FakeMarket(new FakeMarketOptions { TradesPerMinute = 1 }, _clock));
        var host = $"--set exchanges.okx.rest-hosts=[\"{exchange.RestAddress}\"]";
        await RunAsync($"backfill BTC-USDT --months 1 --timeframes 1d {host}");

        Assert.Equal(ExitCode.Failed, await RunAsync($"maintain --symbols NONE-USDT --timeframes 1d {host}"));
        Assert.Contains("okx has no instrument NONE-USDT", _output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task ExchangeThatIsDown_Is1AndSaysWhy()
    {
        var code = await RunAsync("backfill BTC-USDT --months 1 --timeframes 1d --set sync.max-retry-attempts=0 --set exchanges.okx.rest-hosts=[\"http://127.0.0.1:1\"]");

        Assert.Equal(ExitCode.Failed, code);
        Assert.Contains("could not be fetched", _output.ToString(), StringComparison.Ordinal);
        Assert.Contains("failed: okx", _output.ToString(), StringComparison.Ordinal);
        Assert.Contains("Something is left: the same command asks for it again.", _output.ToString(), StringComparison.Ordinal);
    }

    private async Task<int> RunAsync(string line)
    {
        (_output, _error) = (new StringWriter(), new StringWriter());
        var cli = new CliContext
        {
            Output = _output,
            Error = _error,
            Environment = new Dictionary<string, string>(),
            Time = new Now(_clock),
            IsOutputTerminal = false,
            IsErrorTerminal = false,
        };
        return await new CommandLineApp(cli, [new BackfillVerb(), new MaintainVerb()]).RunAsync([.. line.Split(' '), "--data", _folder.Path]);
    }

    /// <summary>Tells the market's time; waits last as long as they last.</summary>
    private sealed class Now(TimeProvider clock) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => clock.GetUtcNow();
    }
}
