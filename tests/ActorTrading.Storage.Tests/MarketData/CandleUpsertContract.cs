using ActorTrading.Market;
using ActorTrading.Market.Candles;
using ActorTrading.Storage.MarketData;
using ActorTrading.Storage.Tests.PostgreSql;

namespace ActorTrading.Storage.Tests.MarketData;

/// <summary>The rule of upsert against a model that applies it to one arrival after the other.</summary>
public abstract class CandleUpsertContract(PostgreSqlFixture? postgres) : MarketDatabaseSuite(postgres)
{
    private const int Huge = 200_000;

    /// <summary>Several transactions per batch of the tests.</summary>
    protected override MarketDatabaseOptions Configure(MarketDatabaseOptions options) => options with { BatchSize = 1 };

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Upsert_RandomBatches_EndsAsTheModelDoes(int seed)
    {
        var random = new Random(seed);
        var model = new SortedDictionary<long, Candle>();
        for (var round = 0; round < 60; round++)
        {
            // Sometimes far apart, so that both ways to look for what is stored are taken.
            var stride = random.Next(4) == 0 ? 100_000 : 1;
            var batch = Enumerable.Range(0, random.Next(150)).Select(_ => RandomCandle(random, stride)).ToArray();
            var expected = Apply(model, batch);

            var result = await Database.Candles.UpsertAsync(Btc, batch, default);

            Assert.Equal(expected.Revisions, result.Revisions);
            Assert.Equal(expected with { Revisions = [] }, result with { Revisions = [] });
            if (round % 10 == 9)
            {
                Assert.Equal(model.Values, await AllAsync());
            }
        }
    }

    [Fact]
    public async Task Upsert_ManyWritersOfOneKey_EndsWithOneRowAndEveryVersionCounted()
    {
        var results = await Task.WhenAll(Enumerable.Range(0, 8).Select(writer => Task.Run(async () =>
        {
            var all = new List<UpsertResult>();
            for (var i = 0; i < 15; i++)
            {
                all.Add(await Database.Candles.UpsertAsync(Btc, new[] { Of(0, (writer * 1000) + i + 1) }, default));
            }

            return all;
        })));

        var row = Assert.Single(await AllAsync());
        Assert.Equal(1, results.SelectMany(r => r).Sum(r => r.Inserted));
        Assert.Equal(119, results.SelectMany(r => r).Sum(r => r.Revised));
        Assert.Equal(119, row.Revision);
        Assert.Equal(Enumerable.Range(1, 119), results.SelectMany(r => r).SelectMany(r => r.Revisions).Select(r => r.Revision).Order());
    }

    [Fact]
    public async Task Upsert_WritersOfOverlappingRanges_EndWithEachCandleOnce()
    {
        var inserted = await Task.WhenAll(Enumerable.Range(0, 6).Select(writer => Task.Run(async () =>
            (await Database.Candles.UpsertAsync(Btc, Enumerable.Range(writer * 100, 600).Select(n => Of(n, n + 1)).ToArray(), default)).Inserted)));

        Assert.Equal(1100, inserted.Sum());
        Assert.Equal(Enumerable.Range(0, 1100).Select(n => Of(n, n + 1)), await AllAsync());
    }

    [Fact]
    public async Task Upsert_WritersOfDifferentSeriesAndOfTheSame_AllComeToAnEnd()
    {
        SeriesId[] series = [.. Enumerable.Range(0, 6).Select(n => Btc with { Symbol = Symbol.Parse($"S{n}-USDT") })];
        await Task.WhenAll(Enumerable.Range(0, 12).Select(writer => Task.Run(async () =>
        {
            // Half of them go through the series the other way round, and each call takes several transactions.
            foreach (var one in writer % 2 == 0 ? series : Enumerable.Reverse(series))
            {
                await Database.Candles.UpsertAsync(one, Enumerable.Range(0, 300).Select(n => Of(n, n + 1)).ToArray(), default);
            }
        })));

        Assert.Equal(series.Select(one => (one, 300L)), (await Database.Candles.SummariesAsync(default)).Select(summary => (summary.Series, summary.Count)));
    }

    [Fact]
    public async Task Upsert_Huge_IsStoredAndStoredAgain()
    {
        await using var database = await MarketDatabase.OpenAsync(Options with { BatchSize = 1000 }, Clock, default);
        var candles = Enumerable.Range(0, Huge).Select(n => Of(n, n + 1)).ToArray();
        candles.AsSpan(0, Huge / 2).Reverse();

        Assert.Equal(Huge, (await database.Candles.UpsertAsync(Btc, candles, default)).Inserted);
        Assert.Equal(Huge, (await database.Candles.UpsertAsync(Btc, candles, default)).Unchanged);

        Assert.Equal(new SeriesSummary(Btc, Huge, Of(0, 1).OpenTime, Of(Huge - 1, 1).OpenTime), Assert.Single(await database.Candles.SummariesAsync(default)));
    }

    [Fact]
    public async Task Upsert_SourceWithoutAName_StoresNothingOfItsTransaction()
    {
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => Database.Candles.UpsertAsync(Btc, new[] { Of(0, 1), Of(1, 1) with { Source = (CandleSource)99 } }, default));

        Assert.Empty(await AllAsync());
        Assert.Equal(1, (await Database.Candles.UpsertAsync(Btc, new[] { Of(0, 1) }, default)).Inserted);
    }

    [Fact]
    public async Task Upsert_Cancelled_StoresWholeTransactionsOnly()
    {
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Database.Candles.UpsertAsync(Btc, new[] { Of(0, 1) }, cancelled.Token));

        Assert.Empty(await AllAsync());
    }

    [Fact]
    public async Task RemoveDuplicates_ConstraintInPlace_DoesNothing()
    {
        await Database.Candles.UpsertAsync(Btc, Enumerable.Range(0, 10).Select(n => Of(n, 1)).ToArray(), default);

        Assert.Equal(0, await Database.Candles.RemoveDuplicatesAsync(default));
        Assert.Equal(10, (await AllAsync()).Count);
    }

    [Fact]
    public async Task RemoveDuplicates_ConstraintDropped_KeepsTheBestRowsAndPutsItBack()
    {
        Candle[] candles = [.. Enumerable.Range(0, 100).Select(n => Of(n, n + 1))];
        await Database.Candles.UpsertAsync(Btc, candles, default);
        await DropConstraintAsync();
        const string Columns = "symbol, timeframe, open_time, open, high, low, close, volume, quote_volume, buy_volume, trades_count, source, is_final, revision";
        // A worse source, a forming one, an older revision, and a newer revision, which is the best of its time.
        await ExecuteAsync($"INSERT INTO market_candles ({Columns}) SELECT {Columns.Replace("source", "'import'").Replace("high", "high + 9")} FROM market_candles WHERE open % 4 = 0");
        await ExecuteAsync($"INSERT INTO market_candles ({Columns}) SELECT {Columns.Replace("is_final", "FALSE").Replace("high", "high + 9")} FROM market_candles WHERE open % 4 = 1");
        await ExecuteAsync($"INSERT INTO market_candles ({Columns}) SELECT {Columns.Replace("revision", "revision + 1").Replace("high", "high + 9")} FROM market_candles WHERE open = 50");

        // Upserts go on meanwhile, without new doubles.
        Assert.Equal(1, (await Database.Candles.UpsertAsync(Btc, new[] { Of(100, 101) }, default)).Inserted);
        Assert.Equal(51, await Database.Candles.RemoveDuplicatesAsync(default));

        var best = candles[49] with { Bar = candles[49].Bar with { High = candles[49].Bar.High + 9 }, Revision = 1 };
        Assert.Equal([.. candles[..49], best, .. candles[50..], Of(100, 101)], await AllAsync());
        Assert.Equal(0, await Database.Candles.RemoveDuplicatesAsync(default));
        await Assert.ThrowsAnyAsync<Exception>(() => ExecuteAsync($"INSERT INTO market_candles ({Columns}) SELECT {Columns} FROM market_candles WHERE open = 1"));
    }

    private async Task DropConstraintAsync()
    {
        if (!IsSqlite)
        {
            await ExecuteAsync("ALTER TABLE market_candles DROP CONSTRAINT market_candles_key");
            return;
        }

        await ExecuteAsync("DROP VIEW market_candles_view");
        await ExecuteAsync("CREATE TABLE other AS SELECT * FROM market_candles");
        await ExecuteAsync("DROP TABLE market_candles");
        await ExecuteAsync("ALTER TABLE other RENAME TO market_candles");
    }

    private static UpsertResult Apply(SortedDictionary<long, Candle> model, Candle[] batch)
    {
        long inserted = 0, updated = 0, unchanged = 0, outranked = 0;
        var revisions = new List<Candle>();
        foreach (var candle in batch.OrderBy(c => c.OpenTime))
        {
            if (!model.TryGetValue(candle.OpenTime, out var stored))
            {
                model[candle.OpenTime] = candle;
                inserted++;
                continue;
            }

            var verdict = CandleRule.Decide(stored, candle, out var kept);
            model[candle.OpenTime] = kept;
            updated += verdict == CandleVerdict.Updated ? 1 : 0;
            unchanged += verdict == CandleVerdict.Unchanged ? 1 : 0;
            outranked += verdict == CandleVerdict.Outranked ? 1 : 0;
            if (verdict == CandleVerdict.Revised)
            {
                revisions.Add(kept);
            }
        }

        return new UpsertResult(inserted, revisions.Count, unchanged, outranked, revisions) { Updated = updated };
    }

    private static Candle RandomCandle(Random random, int stride)
    {
        var candle = Of(random.Next(120) * stride, random.Next(3));
        return candle with
        {
            Bar = candle.Bar with { QuoteVolume = random.Next(3) * 1.5m, Trades = random.Next(3), BuyVolume = random.Next(3) },
            Source = CandleSources.All[random.Next(CandleSources.All.Count)],
            IsFinal = random.Next(3) > 0,
        };
    }

    private static Candle Of(int n, long value) =>
        new(new Bar(1_700_000_100_000_000 + (n * Timeframe.M5.Length), value, value + 2, value, value + 1, 7, 0, 0, 0), CandleSource.Okx);

    private Task<List<Candle>> AllAsync() => Database.Candles.ReadAsync(Btc, new TimeRange(0, long.MaxValue), default).ToListAsync().AsTask();
}
