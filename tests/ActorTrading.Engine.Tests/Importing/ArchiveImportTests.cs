using ActorTrading.Engine.Importing;
using ActorTrading.Feeds.Archives;
using ActorTrading.Feeds.Recorded;
using ActorTrading.Market;
using ActorTrading.Market.Candles;
using ActorTrading.Market.Quality;
using ActorTrading.Storage.MarketData;

namespace ActorTrading.Engine.Tests.Importing;

public sealed class ArchiveImportTests : IAsyncLifetime
{
    private const long Minute = 60_000;
    private const long Start = 1_704_067_200_000;
    private static readonly TimeRange Always = new(0, long.MaxValue);
    private readonly string _folder = Directory.CreateTempSubdirectory("import-").FullName;
    private MarketDatabase _database = null!;

    public async ValueTask InitializeAsync() =>
        _database = await MarketDatabase.OpenAsync(MarketDatabaseOptions.Sqlite(Path.Combine(_folder, "market.db")) with { BatchSize = 50_000 }, TimeProvider.System, default);

    public async ValueTask DisposeAsync()
    {
        await _database.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task RunAsync_RealFileTwice_StoresEveryGoodRowOnce()
    {
        var path = ActorTrading.Tests.MarketData.File("BTC-USDT.1h.2017-2020.csv.gz");
        var series = new SeriesId(Symbol.Parse("BTC-USDT"), Timeframe.H1);

        var first = await ImportAsync(path);
        var second = await ImportAsync(path);

        Assert.Equal((21_453, 43, 21_410), (first.Rows, first.Refused[FindingRule.OffGrid], first.Stored[series].Inserted));
        Assert.Equal((0, 21_410), (second.Stored[series].Inserted, second.Stored[series].Unchanged));
        var expected = CandleHistory.Load([path]).Bars.ToArray().Where(b => b.OpenTime % Timeframe.H1.Length == 0);
        Assert.Equal(expected, (await StoredAsync(series)).Select(c => c.Bar));
    }

    [Fact]
    public async Task RunAsync_TradesOfACapture_GiveTheCandlesThatTheExchangePublished()
    {
        var series = new SeriesId(Symbol.Parse("BTC-USDT"), Timeframe.M5);

        var report = await ImportAsync(ActorTrading.Tests.MarketData.File("BTC-USDT.trades.2024-08-08.csv.gz"));

        // 23:54:15 to 00:05:05: two whole candles of five minutes and ten of one.
        var built = await StoredAsync(series);
        var published = CandleHistory.Load([ActorTrading.Tests.MarketData.File("BTC-USDT.5m.2024.csv.gz")]).Bars.ToArray().Where(b => built.Any(c => c.OpenTime == b.OpenTime)).ToList();
        Assert.Equal(2, built.Count);
        Assert.Equal(published.Select(b => (b.OpenTime, b.Open, b.High, b.Low, b.Close)), built.Select(c => (c.Bar.OpenTime, c.Bar.Open, c.Bar.High, c.Bar.Low, c.Bar.Close)));
        Assert.All(built, c => Assert.Equal(CandleSource.Derived, c.Source));
        Assert.Equal(10, report.Stored[new SeriesId(series.Symbol, Timeframe.M1)].Inserted);
    }

    [Fact]
    public async Task RunAsync_TradesWithHoles_LeaveOutWhatIsNotWhole()
    {
        var path = Write("X-Y.trades.csv",
            (0, 1), (Minute, 2), (Minute + 5, 3), (2 * Minute, 4), (3 * Minute, 7), (4 * Minute, 8), (4 * Minute, 8), (Minute, 9), (5 * Minute, 9), (6 * Minute, 10));

        var report = await ImportAsync(path, Timeframe.M1);

        // The first and the last are cut by the file; ids 5 and 6 are missing between the third and the fourth.
        Assert.Equal([1L, 4, 5], (await StoredAsync(new SeriesId(Symbol.Parse("X-Y"), Timeframe.M1))).Select(c => ((c.OpenTime / 1000) - Start) / Minute));
        Assert.Equal(3, report.Incomplete);
        Assert.Equal((1, 1), (report.Refused[FindingRule.Duplicate], report.Refused[FindingRule.OutOfOrder]));
    }

    [Fact]
    public async Task RunAsync_WholeDaysOfTheArchive_KeepTheirFirstAndLastCandle()
    {
        var path = Path.Combine(_folder, "XUSDT-trades-2024-01-01.csv");
        await File.WriteAllLinesAsync(path, [$"1,2,3,6,{Start + 1},True,True", $"2,2,3,6,{Start + (24 * 60 * Minute) - 1},False,True"], TestContext.Current.CancellationToken);

        await ImportAsync(path);

        foreach (var (timeframe, count) in new[] { (Timeframe.M1, 2), (Timeframe.H4, 2), (Timeframe.D1, 1) })
        {
            Assert.Equal(count, (await StoredAsync(new SeriesId(Symbol.Parse("X-USDT"), timeframe))).Count);
        }
    }

    [Fact]
    public async Task RunAsync_DryRun_StoresNothing()
    {
        var report = await new ArchiveImport(null, new ArchiveImportOptions { IsDryRun = true }, TimeProvider.System).RunAsync(ArchiveFile.Open(new RecordedFileSpec(ActorTrading.Tests.MarketData.File("BTC-USDT.1h.2017-2020.csv.gz"))), null, default);

        Assert.Equal(21_410, Assert.Single(report.Stored).Value.Inserted);
        Assert.Empty(await _database.Candles.SummariesAsync(default));
    }

    [Fact]
    public async Task RunAsync_BetterSource_WinsWhateverTheOrder()
    {
        var series = new SeriesId(Symbol.Parse("X-Y"), Timeframe.H1);
        var mine = Path.Combine(_folder, "X-Y.1h.mine.csv");
        var exchange = Path.Combine(_folder, "X-Y.1h.exchange.csv");
        await File.WriteAllTextAsync(mine, $"{Start},2,3,1,2,5\n", TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(exchange, $"{Start},2,4,1,2,5\n", TestContext.Current.CancellationToken);

        await ImportAsync(mine);
        var revised = await ImportAsync(exchange, source: CandleSource.Binance);
        var outranked = await ImportAsync(mine);

        Assert.Equal((1, 1), (revised.Stored[series].Revised, outranked.Stored[series].Outranked));
        var stored = Assert.Single(await StoredAsync(series));
        Assert.Equal((4 * Fixed.One, CandleSource.Binance, 1), (stored.Bar.High, stored.Source, stored.Revision));
    }

    [Fact]
    public async Task RunAsync_FileWithoutASymbol_AsksForOne()
    {
        var path = Path.Combine(_folder, "candles.csv");
        await File.WriteAllTextAsync(path, $"{Start},2,3,1,2,5\n", TestContext.Current.CancellationToken);

        var refused = await Assert.ThrowsAsync<FeedFormatException>(() => ImportAsync(path, Timeframe.H1));

        Assert.Contains("the file name does not tell the symbol", refused.Message, StringComparison.Ordinal);
    }

    private string Write(string name, params (long Offset, int Id)[] trades)
    {
        var path = Path.Combine(_folder, name);
        File.WriteAllLines(path, trades.Select(t => $"{Start + t.Offset},2,3,buy,{t.Id}"));
        return path;
    }

    private Task<ImportReport> ImportAsync(string path, Timeframe? timeframe = null, CandleSource source = CandleSource.Import) =>
        new ArchiveImport(_database, new ArchiveImportOptions { Timeframe = timeframe, Source = source }, TimeProvider.System).RunAsync(ArchiveFile.Open(new RecordedFileSpec(path, Timeframe: timeframe)), null, default);

    private async Task<List<Candle>> StoredAsync(SeriesId series) => await _database.Candles.ReadAsync(series, Always, default).ToListAsync(TestContext.Current.CancellationToken);
}
