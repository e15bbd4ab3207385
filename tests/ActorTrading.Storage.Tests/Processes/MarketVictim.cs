using System.Diagnostics;
using System.Globalization;
using ActorTrading.Market;
using ActorTrading.Market.Candles;
using ActorTrading.Storage.MarketData;
using ActorTrading.Storage.MarketData.Migrations;
using ActorTrading.Storage.PostgreSql;

namespace ActorTrading.Storage.Tests.Processes;

/// <summary>A process that has a market database open and stores one batch of candles after the other, and says on its output what was acknowledged or refused.</summary>
internal static class MarketVictim
{
    public const string WriteSqlite = "write-candles-sqlite";
    public const string WritePostgreSql = "write-candles-postgresql";
    public const string MigrateSqlite = "migrate-sqlite";
    public const string MigratePostgreSql = "migrate-postgresql";
    public const string Refused = "refused";

    /// <summary>Rows of the batch with a number; batches overlap by half.</summary>
    public const int Rows = 400;

    public static SeriesId Series { get; } = new(Symbol.Parse("BTC-USDT"), Timeframe.M1);

    public static Candle[] Batch(int number) => [.. Enumerable.Range(number * Rows / 2, Rows).Select(Candle)];

    public static Candle Candle(int n) => new(new Bar(n * Timeframe.M1.Length, n + 1, n + 3, n, n + 2, n + 5, 0, 1.5m * n, n + 1), CandleSource.Okx);

    public static Task WriteSqliteAsync(string path) => WriteAsync(MarketDatabaseOptions.Sqlite(path));

    /// <param name="place">Connection string and schema, with a blank between.</param>
    public static Task WritePostgreSqlAsync(string place) => WriteAsync(PostgreSql(place));

    /// <summary>Takes the layout down step by step and brings it up again, for ever.</summary>
    public static Task MigrateSqliteAsync(string path) => MigrateAsync(MarketDatabaseOptions.Sqlite(path));

    /// <inheritdoc cref="MigrateSqliteAsync"/>
    /// <inheritdoc cref="WritePostgreSqlAsync"/>
    public static Task MigratePostgreSqlAsync(string place) => MigrateAsync(PostgreSql(place));

    public static Process Start(string verb, string place)
    {
        var program = Path.Combine(AppContext.BaseDirectory, "ActorTrading.Storage.Tests" + (OperatingSystem.IsWindows() ? ".exe" : ""));
        return Process.Start(new ProcessStartInfo(program, [verb, place]) { RedirectStandardOutput = true, UseShellExecute = false })!;
    }

    private static MarketDatabaseOptions PostgreSql(string place)
    {
        var cut = place.LastIndexOf(' ');
        return MarketDatabaseOptions.PostgreSql(new PostgreSqlOptions { ConnectionString = place[..cut], Schema = place[(cut + 1)..] });
    }

    private static async Task MigrateAsync(MarketDatabaseOptions options)
    {
        await using var migrator = MarketMigrator.Create(options, TimeProvider.System);
        while (true)
        {
            await migrator.UpgradeAsync(default);
            for (var to = migrator.Known.Count - 1; to >= 0; to--)
            {
                await Console.Out.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{to}."));
                await Console.Out.FlushAsync();
                await migrator.DowngradeAsync(to, default);
            }

            await Console.Out.WriteLineAsync("up.");
            await Console.Out.FlushAsync();
        }
    }

    private static async Task WriteAsync(MarketDatabaseOptions options)
    {
        await using var database = await MarketDatabase.OpenAsync(options with { BatchSize = 1 }, TimeProvider.System, default);
        for (var number = 0; ; number++)
        {
            try
            {
                await database.Candles.UpsertAsync(Series, Batch(number), default);
                await Console.Out.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{number}."));
            }
            catch (StorageException refused)
            {
                await Console.Out.WriteLineAsync($"{Refused} {refused.Failure}");
                await Task.Delay(20);
            }

            await Console.Out.FlushAsync();
        }
    }
}
