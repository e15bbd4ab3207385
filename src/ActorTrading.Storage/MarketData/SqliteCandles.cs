using System.Globalization;
using ActorTrading.Market;
using ActorTrading.Market.Candles;
using ActorTrading.Storage.Sqlite;
using Microsoft.Data.Sqlite;

namespace ActorTrading.Storage.MarketData;

/// <summary>Candles by prepared statements on the one connection that writes.</summary>
internal sealed class SqliteCandles(string path) : CandleBulk
{
    private const string Columns = "open_time, open, high, low, close, volume, quote_volume, buy_volume, trades_count, source, is_final, revision";
    private const string Where = "WHERE symbol = ?1 AND timeframe = ?2";

    /// <summary>Unique indexes on the three columns and nothing else.</summary>
    private const string Unique = """
        SELECT count(*) FROM pragma_index_list('market_candles') AS l
        WHERE l."unique" = 1 AND l.partial = 0
          AND (SELECT group_concat(name) FROM (SELECT name FROM pragma_index_info(l.name) ORDER BY name)) = 'open_time,symbol,timeframe'
        """;

    private Statements? _statements;

    public override Task<List<Candle>> StoredAsync(MarketSession session, SeriesId series, long[] times)
    {
        var found = new List<Candle>();
        if (IsDense(series, times))
        {
            Collect(Use(session).Range, series, times[0], times[^1], found);
            return Task.FromResult(found);
        }

        foreach (var time in times)
        {
            Collect(Use(session).Range, series, time, time, found);
        }

        return Task.FromResult(found);
    }

    public override Task InsertAsync(MarketSession session, SeriesId series, IReadOnlyList<Candle> candles) => WriteAsync(session, Use(session).Insert, series, candles);

    public override Task ReplaceAsync(MarketSession session, SeriesId series, IReadOnlyList<Candle> candles) => WriteAsync(session, Use(session).Update, series, candles);

    public override async Task<long> RemoveDuplicatesAsync(MarketSession session)
    {
        if (await session.ScalarAsync<long>(Unique) > 0)
        {
            return 0;
        }

        var removed = await session.ExecuteAsync(RemoveDuplicates("rowid"), isLong: true);
        await session.ExecuteAsync("CREATE UNIQUE INDEX market_candles_key ON market_candles (symbol, timeframe, open_time)", isLong: true);
        return removed;
    }

    /// <summary>Lets go of the connection, which is about to be closed.</summary>
    public void Close()
    {
        _statements?.Session.Dispose();
        _statements = null;
    }

    private static Task WriteAsync(MarketSession session, SqliteStatement statement, SeriesId series, IReadOnlyList<Candle> candles)
    {
        statement.Bind(1, series.Symbol.Value);
        statement.Bind(2, series.Timeframe.Name);
        foreach (var candle in candles)
        {
            session.CancellationToken.ThrowIfCancellationRequested();
            var bar = candle.Bar;
            statement.Bind(3, bar.OpenTime);
            statement.Bind(4, bar.Open);
            statement.Bind(5, bar.High);
            statement.Bind(6, bar.Low);
            statement.Bind(7, bar.Close);
            statement.Bind(8, bar.Volume);
            statement.Bind(9, bar.QuoteVolume == 0 ? "0" : bar.QuoteVolume.ToString(CultureInfo.InvariantCulture));
            statement.Bind(10, bar.BuyVolume);
            statement.Bind(11, bar.Trades);
            statement.Bind(12, candle.Source.Name());
            statement.Bind(13, candle.IsFinal ? 1 : 0);
            statement.Bind(14, candle.Revision);
            statement.Run("store candles in");
        }

        return Task.CompletedTask;
    }

    private static void Collect(SqliteStatement range, SeriesId series, long from, long to, List<Candle> found)
    {
        range.Bind(1, series.Symbol.Value);
        range.Bind(2, series.Timeframe.Name);
        range.Bind(3, from);
        range.Bind(4, to);
        try
        {
            while (range.Step())
            {
                found.Add(new Candle(
                    new Bar(
                        range.Int64(0), range.Int64(1), range.Int64(2), range.Int64(3), range.Int64(4), range.Int64(5), range.Int64(7),
                        decimal.Parse(range.Bytes(6), CultureInfo.InvariantCulture), (int)range.Int64(8)),
                    CandleSources.Parse(range.Text(9)),
                    range.Int64(10) != 0,
                    (int)range.Int64(11)));
            }
        }
        finally
        {
            range.Reset();
        }
    }

    private Statements Use(MarketSession session) => _statements ??= new Statements(SqliteSession.Over(((SqliteConnection)session.Connection).Handle!, path));

    private sealed class Statements(SqliteSession session)
    {
        public SqliteSession Session { get; } = session;

        public SqliteStatement Range { get; } = session.Prepare($"SELECT {Columns} FROM market_candles {Where} AND open_time BETWEEN ?3 AND ?4 ORDER BY open_time");

        public SqliteStatement Insert { get; } = session.Prepare(
            $"INSERT INTO market_candles (symbol, timeframe, {Columns}) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)");

        public SqliteStatement Update { get; } = session.Prepare($"""
            UPDATE market_candles SET open = ?4, high = ?5, low = ?6, close = ?7, volume = ?8, quote_volume = ?9, buy_volume = ?10, trades_count = ?11,
              source = ?12, is_final = ?13, revision = ?14
            {Where} AND open_time = ?3
            """);
    }
}
