using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using ActorTrading.FakeExchange;
using ActorTrading.Market;
using ActorTrading.Market.Candles;
using ActorTrading.Storage.MarketData;

namespace ActorTrading.Node.Tests.Processes;

/// <summary>
/// The real <c>actortrading backfill</c> against an exchange that misbehaves at random, killed in the middle. Two months of three symbols in all
/// timeframes where the environment variable DRILL is full; otherwise a month of one symbol without the finest.
/// </summary>
public sealed class BackfillDrillTests : IDisposable
{
    private static readonly bool IsFull = Environment.GetEnvironmentVariable("DRILL") == "full";
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(IsFull ? 10 : 1);
    private readonly DataFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task ExchangeMisbehavesAndTheProcessIsKilled_StoreEqualsTheExchangesTruthAndNoLimitIsBroken()
    {
        string[] symbols = IsFull ? ["BTC-USDT", "ETH-USDT", "SOL-USDT"] : ["BTC-USDT"];
        var timeframes = IsFull ? "5m,15m,1h,4h,1d" : "15m,1h,4h,1d";
        await using var exchange = await FakeExchangeServer.StartAsync(new FakeMarket(new FakeMarketOptions { TradesPerMinute = 1 }, TimeProvider.System));
        Misbehave(exchange.Faults);
        string[] command =
        [
            "backfill", .. symbols, "--months", IsFull ? "2" : "1", "--timeframes", timeframes, "--json", "--data", _folder.Path,
            "--set", $"exchanges.okx.rest-hosts=[\"{exchange.RestAddress}\"]", "--set", "sync.timeout=2s",
        ];
        var clock = Stopwatch.StartNew();

        await using (var killed = Executable.Start(command))
        {
            await Eventually.TrueAsync(() => exchange.Requests.Count >= (IsFull ? 100 : 8) || killed.HasEnded, "requests come", Patience);
            Assert.False(killed.HasEnded, killed.Output + killed.Error);
            killed.Kill();
        }

        var stored = await CountAsync();
        await using var again = Executable.Start(command);
        await Eventually.TrueAsync(() => again.HasEnded, "the backfill ends", Patience);
        var run = await again.EndAsync();

        Assert.True(run.Code == 0, run.Output + run.Error);
        using var report = JsonDocument.Parse(run.Output);
        var series = report.RootElement.GetProperty("series").EnumerateArray().ToList();
        var candles = 0L;
        await using var database = await OpenAsync();
        foreach (var one in series)
        {
            var id = new SeriesId(Symbol.Parse(one.GetProperty("symbol").GetString()!), Timeframe.Parse(one.GetProperty("timeframe").GetString()!));
            var range = new TimeRange(Micros(one, "from"), Micros(one, "to"));
            var truth = exchange.Market.Candles(CandleSource.Okx, id, range);
            var found = await database.Candles.ReadAsync(id, new TimeRange(0, long.MaxValue), CancellationToken.None).ToListAsync(CancellationToken.None);
            Assert.Equal(range.Bars(id.Timeframe), truth.Count);
            Assert.Equal(truth, found.Where(c => range.Contains(c.OpenTime)));
            Assert.All(found, c => Assert.True(c.OpenTime < range.To && c.OpenTime >= range.From));
            candles += truth.Count;
        }

        Assert.Equal(symbols.Length * timeframes.Split(',').Length, series.Count);
        Assert.Equal(stored, series.Sum(s => s.GetProperty("stored").GetInt64()));
        Assert.InRange(stored, 1, candles - 1);
        Assert.Equal(0, exchange.Requests.OverLimit);
        Assert.Equal(2, exchange.Faults.Injected(FaultKind.HungAnswer));
        TestContext.Current.TestOutputHelper?.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{candles:N0} candles equal the truth, {stored:N0} of them stored before the kill; {exchange.Requests.Count:N0} requests, {exchange.Requests.Count(r => r.Fault is not null):N0} spoilt, {exchange.Requests.OverLimit} over the limit; {clock.Elapsed.TotalSeconds:0.0} s"));
    }

    [Fact]
    public async Task Interrupted_SaysHowToGoOnAndKeepsWhatIsStored()
    {
        await using var exchange = await FakeExchangeServer.StartAsync(new FakeMarket(new FakeMarketOptions { TradesPerMinute = 1 }, TimeProvider.System));
        await using var backfill = Executable.Start(
            "backfill", "BTC-USDT", "--months", "1", "--timeframes", "15m", "--data", _folder.Path, "--set", $"exchanges.okx.rest-hosts=[\"{exchange.RestAddress}\"]");
        await Eventually.TrueAsync(() => exchange.Requests.Count >= 6 || backfill.HasEnded, "requests come", Patience);
        backfill.Send(Executable.Interrupt);

        var run = await backfill.EndAsync();

        Assert.Equal(1, run.Code);
        Assert.Contains("the same command goes on from there", run.Error, StringComparison.Ordinal);
        Assert.InRange(await CountAsync(), 300, 2_900);
    }

    private static void Misbehave(Faults faults)
    {
        faults.Next(FaultKind.HungAnswer, 2, "candles");
        faults.Often(FaultKind.ServerError, 0.04, "candles");
        faults.Often(FaultKind.Unavailable, 0.02, "candles");
        faults.Often(FaultKind.RateLimited, 0.02, "candles");
        faults.Often(FaultKind.ErrorEnvelope, 0.02, "candles");
        faults.Often(FaultKind.Disconnect, 0.02, "candles");
        faults.Often(FaultKind.GarbageJson, 0.02, "candles");
        faults.Often(FaultKind.WrongTypes, 0.02, "candles");
        faults.Often(FaultKind.PartialPage, 0.05, "candles");
        faults.Often(FaultKind.DuplicateRows, 0.1, "candles");
        faults.Often(FaultKind.ShuffledRows, 0.05, "candles");
    }

    private static long Micros(JsonElement one, string name) =>
        DateTimeOffset.Parse(one.GetProperty(name).GetString()!, CultureInfo.InvariantCulture).ToUnixTimeMilliseconds() * 1000;

    private async Task<MarketDatabase> OpenAsync() =>
        await MarketDatabase.OpenAsync(MarketDatabaseOptions.Sqlite(_folder["market.db"]), TimeProvider.System, CancellationToken.None);

    private async Task<long> CountAsync()
    {
        await using var database = await OpenAsync();
        return (await database.Candles.SummariesAsync(CancellationToken.None)).Sum(s => s.Count);
    }
}
