using System.Diagnostics;
using System.Globalization;
using ActorTrading.Engine.Backfill;
using ActorTrading.Engine.Maintenance;
using ActorTrading.FakeExchange;
using ActorTrading.Feeds.Exchanges;
using ActorTrading.Market;
using ActorTrading.Market.Candles;
using ActorTrading.Storage.MarketData;
using ActorTrading.Storage.PostgreSql;
using ActorTrading.Tests;
using Npgsql;

namespace ActorTrading.Engine.Tests.Maintenance;

/// <summary>
/// Rows removed, duplicated and damaged at random in PostgreSQL, behind the program's back. Two million candles where the environment
/// variable DRILL is full; otherwise as many as two months of one symbol have.
/// </summary>
public sealed class RepairDrillTests
{
    private const string Schema = "drill";
    private static readonly bool IsFull = Environment.GetEnvironmentVariable("DRILL") == "full";
    private static readonly int Days = IsFull ? 965 : 60;
    private static readonly (int Removed, int Copied, int Damaged) Counts = IsFull ? (5000, 500, 200) : (100, 20, 40);
    private static readonly string[] Names = IsFull ? ["A1-USDT", "A2-USDT", "A3-USDT", "A4-USDT", "A5-USDT"] : ["A1-USDT"];

    /// <summary>Some look plausible, some cannot be true, some move a row off its place.</summary>
    private static readonly string[] Damages =
    [
        "volume = volume + 1", "low = -low", "high = low - 1", "open_time = open_time + 7000000", "open = open * 10, high = high * 10, low = low * 10, close = close * 10",
        "high = high + 1", "is_final = false, close = low", "quote_volume = quote_volume + 1", "source = 'import', volume = volume + 3", "open = 0, high = 0, low = 0, close = 0",
    ];

    [Fact]
    public async Task RowsRemovedDuplicatedAndDamaged_AreFoundAndRepairedAndASecondRunChangesNothing()
    {
        await using var server = await PostgreSqlServer.StartAsync("fsync=off");
        await using var database = await MarketDatabase.OpenAsync(
            MarketDatabaseOptions.PostgreSql(new PostgreSqlOptions { ConnectionString = server.ConnectionString, Schema = Schema }) with { BatchSize = 50_000 }, TimeProvider.System, CancellationToken.None);
        var now = TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds() * 1000;
        var span = new TimeRange(Timeframe.D1.OpenOf(now) - (Days * Timeframe.D1.Length), now);
        var market = new FakeMarket(
            new FakeMarketOptions { TradesPerMinute = 1, Listings = [.. Names.Select(n => FakeListing.Of(n, span.From))] }, TimeProvider.System);
        await using var exchange = await FakeExchangeServer.StartAsync(market, new FakeExchangeOptions { EnforceLimits = false });
        await using var client = ExchangeClients.Create("okx", new ExchangeClientOptions { RestHosts = [exchange.RestAddress], LimitShare = 100 }, TimeProvider.System);
        var truth = await FillAsync(database, market, span);
        await using var source = NpgsqlDataSource.Create(server.ConnectionString);
        await DamageAsync(source, database, truth);
        var maintainer = new Maintainer(database, client, new MaintenanceOptions { Fetch = new BackfillOptions { Parallelism = 4 } }, TimeProvider.System);
        var request = new MaintenanceRequest { Timeframes = [.. Timeframe.All.Skip(1)], Window = null };
        var damaged = await DigestAsync(source);

        var dry = await maintainer.RunAsync(request with { DryRun = true, Window = TimeSpan.FromDays(IsFull ? 2 : 60) }, null, CancellationToken.None);
        Assert.Equal(damaged, await DigestAsync(source));
        Assert.False(dry.IsClean && !IsFull);

        var clock = Stopwatch.StartNew();
        var report = await maintainer.RunAsync(request, null, CancellationToken.None);
        var took = clock.Elapsed;

        var wrong = 0;
        foreach (var (series, candles) in truth)
        {
            var rows = await database.Candles.ReadAsync(series, span with { To = candles[^1].OpenTime + 1 }, CancellationToken.None).ToListAsync();
            var right = rows.Select(r => (r.Bar, r.IsFinal)).ToHashSet();
            wrong += candles.Count(c => !right.Contains((c.Bar, true))) + Math.Max(0, rows.Count - candles.Length);
        }

        Assert.True(wrong <= (Counts.Removed + Counts.Copied + Counts.Damaged) / 1000 && wrong <= report.Left.Count, $"{wrong} rows are wrong, {report.Left.Count} are named");
        Assert.True(report.IsClean, string.Join('\n', report.Left.Take(5)));
        Assert.True(report.MissingFilled >= Counts.Removed);
        Assert.Equal(Counts.Copied, report.SameKeyRemoved);

        var repaired = await DigestAsync(source, report);
        var second = await maintainer.RunAsync(request with { Window = TimeSpan.FromMicroseconds(now - span.From) }, null, CancellationToken.None);
        Assert.Equal((0L, 0L), (second.DuplicatesFound, second.InvalidFound));
        Assert.True(second.MissingFound <= Names.Length * 5, "Only bars that closed meanwhile may be missing.");
        Assert.Equal(repaired, await DigestAsync(source, report));
        TestContext.Current.TestOutputHelper?.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{truth.Values.Sum(c => c.Length):N0} candles; gaps {report.GapsFound:N0} found {report.GapsFilled:N0} filled ({report.MissingFound:N0} candles, {report.MissingFilled:N0} came); duplicates {report.DuplicatesFound:N0} found {report.DuplicatesRemoved:N0} removed; invalid {report.InvalidFound:N0} found {report.InvalidFixed:N0} fixed; wrong in the end {wrong}; {exchange.Requests.Count:N0} requests; {took.TotalSeconds:0.0} s"));
    }

    private static async Task<Dictionary<SeriesId, Candle[]>> FillAsync(MarketDatabase database, FakeMarket market, TimeRange span)
    {
        var truth = new Dictionary<SeriesId, Candle[]>();
        foreach (var series in Names.SelectMany(_ => Timeframe.All.Skip(1), (name, timeframe) => new SeriesId(Symbol.Parse(name), timeframe)))
        {
            truth[series] = [.. market.Candles(CandleSource.Okx, series, span)];
            await database.Candles.UpsertAsync(series, truth[series], CancellationToken.None);
        }

        return truth;
    }

    private static async Task DamageAsync(NpgsqlDataSource source, MarketDatabase database, Dictionary<SeriesId, Candle[]> truth)
    {
        // Neither end of a series: what is stored says where its history begins.
        var random = new Random(7);
        var rows = truth.SelectMany(t => Enumerable.Range(1, t.Value.Length - 2).Select(i => (Series: t.Key, t.Value[i].OpenTime))).ToArray();
        random.Shuffle(rows);
        var removed = rows.Take(Counts.Removed).ToList();
        var copied = rows.Skip(Counts.Removed).Take(Counts.Copied).ToArray();
        foreach (var group in removed.GroupBy(r => r.Series))
        {
            await database.Candles.DeleteAsync(group.Key, [.. group.Select(r => r.OpenTime)], CancellationToken.None);
        }

        await using var connection = await source.OpenConnectionAsync();
        await RunAsync(
            connection,
            $"CREATE TEMP TABLE copies AS SELECT c.* FROM {Schema}.market_candles c JOIN unnest($1, $2, $3) AS k(s, t, o) ON c.symbol = k.s AND c.timeframe = k.t AND c.open_time = k.o",
            copied.Select(r => r.Series.Symbol.Value).ToArray(),
            copied.Select(r => r.Series.Timeframe.Name).ToArray(),
            copied.Select(r => r.OpenTime).ToArray());
        foreach (var (index, row) in rows.Skip(Counts.Removed + Counts.Copied).Take(Counts.Damaged).Index())
        {
            await RunAsync(
                connection,
                $"UPDATE {Schema}.market_candles SET {Damages[index % Damages.Length]} WHERE symbol = $1 AND timeframe = $2 AND open_time = $3",
                row.Series.Symbol.Value, row.Series.Timeframe.Name, row.OpenTime);
        }

        await RunAsync(connection, $"ALTER TABLE {Schema}.market_candles DROP CONSTRAINT market_candles_key");
        await RunAsync(connection, "UPDATE copies SET close = low, source = 'import' WHERE open_time % 2700000000 = 0");
        await RunAsync(connection, $"INSERT INTO {Schema}.market_candles SELECT * FROM copies");
    }

    /// <summary>Of every row of candles and findings, whatever their order.</summary>
    /// <param name="run">Only what it looked at: time goes on, and bars that close later are news.</param>
    private static async Task<string> DigestAsync(NpgsqlDataSource source, MaintenanceReport? run = null)
    {
        var seen = run is null ? "" : string.Join(", ", run.Series.Select(s => $"('{s.Series.Symbol}', '{s.Series.Timeframe}', {s.Range.To})"));
        string Only(string time) => run is null ? "" : $" JOIN (VALUES {seen}) AS s(symbol, timeframe, until) USING (symbol, timeframe) WHERE {time} < s.until";
        await using var command = source.CreateCommand(
            $"""
            SELECT (SELECT count(*) || ' ' || sum(hashtextextended(c::text, 0)) FROM {Schema}.market_candles c{Only("open_time")}) || ' ' ||
              (SELECT count(*) || ' ' || coalesce(sum(hashtextextended(f::text, 0)), 0) FROM {Schema}.data_quality_findings f{Only("time")})
            """);
        command.CommandTimeout = 300;
        return (string)(await command.ExecuteScalarAsync())!;
    }

    private static async Task RunAsync(NpgsqlConnection connection, string sql, params object[] arguments)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        command.CommandTimeout = 300;
        foreach (var argument in arguments)
        {
            command.Parameters.Add(new NpgsqlParameter { Value = argument });
        }

        await command.ExecuteNonQueryAsync();
    }
}
