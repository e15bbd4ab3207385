using ActorTrading.Market;
using ActorTrading.Market.Candles;
using ActorTrading.Storage.MarketData;
using Microsoft.Data.Sqlite;

namespace ActorTrading.Storage.Tests.MarketData;

public sealed class SqliteMarketFailureTests : IDisposable
{
    private static readonly SeriesId Btc = new(Symbol.Parse("BTC-USDT"), Timeframe.M1);
    private readonly TemporaryFolder _folder = new();

    private const long LogBound = 8192 * 4096;

    private string File => _folder.File("market.db");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Upsert_DiskFull_FailsLoudlyKeepsWhatWasStoredAndGoesOnWhenThereIsRoom()
    {
        var stored = 0;
        await using (var database = await OpenAsync(options => options with { MaxPages = 120, BatchSize = 10 }))
        {
            var full = await Assert.ThrowsAsync<StorageException>(async () =>
            {
                for (; ; stored += 500)
                {
                    await database.Candles.UpsertAsync(Btc, Candles(stored, 500), default);
                }
            });

            Assert.Equal(StorageFailure.Full, full.Failure);
            Assert.Contains(File, full.Message, StringComparison.Ordinal);
            Assert.InRange(stored, 500, 100_000);
            Assert.Equal(stored, (await database.Candles.SummariesAsync(default))[0].Count);
            Assert.Equal(100, (await database.Candles.UpsertAsync(Btc, Candles(0, 100), default)).Unchanged);
        }

        await using var roomy = await OpenAsync();
        Assert.Equal(5000, (await roomy.Candles.UpsertAsync(Btc, Candles(stored, 5000), default)).Inserted);
    }

    [Fact]
    public async Task Upsert_LockedByAnotherTool_SaysSo()
    {
        await using var database = await OpenAsync(options => options with { LockTimeout = TimeSpan.FromSeconds(1) });
        await using var other = new SqliteConnection($"Data Source={File};Pooling=False");
        await other.OpenAsync();
        await using (var holding = other.BeginTransaction(deferred: false))
        {
            var locked = await Assert.ThrowsAsync<StorageException>(() => database.Candles.UpsertAsync(Btc, Candles(0, 1), default));

            Assert.Equal(StorageFailure.Locked, locked.Failure);
        }

        Assert.Equal(1, (await database.Candles.UpsertAsync(Btc, Candles(0, 1), default)).Inserted);
    }

    [Theory]
    [InlineData("/proc/actortrading/market.db")]
    [InlineData("/sys/kernel/market.db")]
    public async Task Open_WhereNothingCanBeWritten_SaysSo(string path)
    {
        var refused = await Assert.ThrowsAsync<StorageException>(() => MarketDatabase.OpenAsync(MarketDatabaseOptions.Sqlite(path), TimeProvider.System, default));

        Assert.Equal(StorageFailure.ReadOnly, refused.Failure);
        Assert.Contains(path, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Open_NoDatabase_IsCorruptAndLeftAlone()
    {
        var content = string.Concat(Enumerable.Repeat("this is a diary, not a database. ", 1000));
        await System.IO.File.WriteAllTextAsync(File, content);

        var refused = await Assert.ThrowsAsync<StorageException>(() => OpenAsync());

        Assert.Equal(StorageFailure.Corrupt, refused.Failure);
        Assert.Equal(content, await System.IO.File.ReadAllTextAsync(File));
    }

    [Fact]
    public async Task Open_BelowAFile_SaysSo()
    {
        await System.IO.File.WriteAllTextAsync(_folder.File("plain"), "no directory");

        var refused = await Assert.ThrowsAsync<StorageException>(
            () => MarketDatabase.OpenAsync(MarketDatabaseOptions.Sqlite(_folder.File("plain/market.db")), TimeProvider.System, default));

        Assert.Equal(StorageFailure.ReadOnly, refused.Failure);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Dispose_AfterReadingAndWriting_LeavesNoLogBehind(bool writes)
    {
        await using (var first = await OpenAsync())
        {
            await first.Candles.UpsertAsync(Btc, Candles(0, 1000), default);
        }

        await using (var database = await OpenAsync())
        {
            if (writes)
            {
                await database.Candles.UpsertAsync(Btc, Candles(500, 1000), default);
            }

            Assert.Single(await database.Candles.SummariesAsync(default));
        }

        Assert.Empty(Directory.GetFiles(_folder.Path, "market.db-*"));
    }

    [Fact]
    public async Task Log_AfterAReaderHeldItBack_IsCutToItsBound()
    {
        await using var database = await OpenAsync();
        await using var reader = new SqliteConnection($"Data Source={File};Pooling=False");
        await reader.OpenAsync();
        await using (var old = reader.BeginTransaction(deferred: true))
        {
            await using var look = reader.CreateCommand();
            (look.CommandText, look.Transaction) = ("SELECT count(*) FROM market_candles", old);
            await look.ExecuteScalarAsync();
            await database.Candles.UpsertAsync(Btc, Candles(0, 600_000), default);
            Assert.True(LogBytes() > LogBound, $"The reader held nothing back: {LogBytes()} bytes.");
        }

        await database.Candles.UpsertAsync(Btc, Candles(600_000, 1000), default);
        await database.Candles.UpsertAsync(Btc, Candles(601_000, 1000), default);

        Assert.InRange(LogBytes(), 0, LogBound);
    }

    [Fact]
    public async Task Open_Twice_BothWriteAndRead()
    {
        await using var first = await OpenAsync();
        await using var second = await OpenAsync();

        await Task.WhenAll(Enumerable.Range(0, 20).Select(n => (n % 2 == 0 ? first : second).Candles.UpsertAsync(Btc, Candles(n * 10, 10), default)));

        Assert.Equal(200, (await first.Candles.SummariesAsync(default))[0].Count);
        Assert.Equal(200, (await second.Candles.SummariesAsync(default))[0].Count);
    }

    [Fact]
    public async Task Rows_OfNoSeries_AreNamed()
    {
        await using var database = await OpenAsync();
        await database.Candles.UpsertAsync(Btc, Candles(0, 1), default);
        await database.WriteAsync("change", session => session.ExecuteAsync("UPDATE market_candles SET timeframe = '7m'"), default);

        var wrong = await Assert.ThrowsAsync<StorageException>(() => database.Candles.SummariesAsync(default));

        Assert.Equal(StorageFailure.Corrupt, wrong.Failure);
        Assert.Contains("'7m'", wrong.Message, StringComparison.Ordinal);
    }

    private Task<MarketDatabase> OpenAsync(Func<MarketDatabaseOptions, MarketDatabaseOptions>? change = null)
    {
        var options = MarketDatabaseOptions.Sqlite(File);
        return MarketDatabase.OpenAsync(change?.Invoke(options) ?? options, TimeProvider.System, default);
    }

    private long LogBytes() => new FileInfo(File + "-wal").Length;

    private static Candle[] Candles(int from, int count) =>
        [.. Enumerable.Range(from, count).Select(n => new Candle(new Bar(n * Timeframe.M1.Length, n + 1, n + 3, n, n + 2, 5, 0, 1.5m, 1), CandleSource.Okx))];
}
