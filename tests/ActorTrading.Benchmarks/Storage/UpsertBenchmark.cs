using ActorTrading.Benchmarks.Reporting;
using ActorTrading.Market;
using ActorTrading.Market.Candles;
using ActorTrading.Storage.MarketData;
using ActorTrading.Storage.PostgreSql;
using ActorTrading.Tests;

namespace ActorTrading.Benchmarks.Storage;

/// <summary>Candles stored by upsert, on the disk when counted: new ones, and a batch of which half is stored and one in twenty of those revised.</summary>
internal static class UpsertBenchmark
{
    private const int Rows = 300_000;
    private const int Counted = 5;
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(4);

    public static Benchmark OnPostgreSql() => new(["upsert.postgres", "upsert.postgres.mixed"], async cancellationToken =>
    {
        await using var server = await PostgreSqlServer.StartAsync("shared_buffers=512MB", "max_wal_size=4GB");
        return await MeasureAsync(
            "upsert.postgres", MarketDatabaseOptions.PostgreSql(new PostgreSqlOptions { ConnectionString = server.ConnectionString }), 300_000,
            "COPY in binary, 10 columns, 2-column key, psql", 804_000, cancellationToken);
    });

    public static Benchmark OnSqlite() => new(["upsert.sqlite", "upsert.sqlite.mixed"], async cancellationToken =>
    {
        using var folder = new TemporaryFolder();
        return await MeasureAsync(
            "upsert.sqlite", MarketDatabaseOptions.Sqlite(folder.File("market.db")), 200_000,
            "Python executemany, 10 columns, 2-column key, batches of 1000, synchronous=FULL", 359_000, cancellationToken);
    });

    private static async Task<IReadOnlyList<Figure>> MeasureAsync(
        string name, MarketDatabaseOptions options, double goal, string peer, double peerRate, CancellationToken cancellationToken)
    {
        await using var database = await MarketDatabase.OpenAsync(options, TimeProvider.System, cancellationToken);
        var series = 0;
        var (fresh, _) = await Runs.MeasureAsync(
            WarmUp, Counted, async () => (await database.Candles.UpsertAsync(Series(series++), Candles(0, Rows), cancellationToken)).Inserted, cancellationToken);

        // Each run finds the second half of the run before and brings as many new ones.
        var mixedSeries = Series(series);
        var from = 0;
        await database.Candles.UpsertAsync(mixedSeries, Candles(0, Rows / 2), cancellationToken);
        var (mixed, _) = await Runs.MeasureAsync(
            WarmUp, Counted,
            async () =>
            {
                var candles = Candles(from, Rows);
                for (var i = 0; i < Rows / 2; i += 20)
                {
                    candles[i] = candles[i] with { Bar = candles[i].Bar with { High = candles[i].Bar.High + 1 } };
                }

                from += Rows / 2;
                var result = await database.Candles.UpsertAsync(mixedSeries, candles, cancellationToken);
                return result is { Inserted: Rows / 2, Revised: Rows / 40 } ? Rows : throw new InvalidOperationException($"{result.Inserted} inserted, {result.Revised} revised.");
            },
            cancellationToken);
        return [new(name, fresh, "candles/s", goal, peer, peerRate), new($"{name}.mixed", mixed, "candles/s", goal, peer, peerRate)];
    }

    private static SeriesId Series(int n) => new(Symbol.Parse($"S{n}-USDT"), Timeframe.M1);

    private static Candle[] Candles(int from, int count)
    {
        var candles = new Candle[count];
        for (var i = 0; i < count; i++)
        {
            long n = from + i;
            var open = 4_200_000_000_000 + (n * 7919 % 50_000_000);
            candles[i] = new Candle(
                new Bar(1_500_000_000_000_000 + (n * Timeframe.M1.Length), open, open + 20_000_000, open - 10_000_000, open + 5_000_000, 12_345_678 + n, 6_000_000, 5_185_184.76m + n, 120 + (int)(n % 50)),
                CandleSource.Okx);
        }

        return candles;
    }
}
