using System.Data.Common;
using ActorTrading.Market;
using ActorTrading.Market.Candles;
using ActorTrading.Market.Labels;

namespace ActorTrading.Storage.MarketData;

/// <summary>Features at the close of every final candle, and what the price did afterwards (<c>ai_training_data</c>).</summary>
public sealed class TrainingTable
{
    /// <summary>Of the computation whose anchors are kept with the rows; the version of its schema follows.</summary>
    private const string Anchors = "features:";

    /// <summary>Features of a row whose computation is warming up.</summary>
    private const string WarmingUp = "{}";

    private const string Table = "ai_training_data";
    private const string OfSeries = "symbol = @symbol AND timeframe = @timeframe AND feature_schema = @schema";

    private static readonly RowBulk Rows = new(
        "ai_training_data", "symbol, timeframe, time, feature_schema",
        "symbol TEXT", "timeframe TEXT", "time BIGINT", "feature_schema BIGINT", "candle_revision INTEGER", "features TEXT", "current_price BIGINT",
        "price_1h BIGINT", "price_4h BIGINT", "price_24h BIGINT", "label_1h BIGINT", "label_4h BIGINT", "label_24h BIGINT",
        "missing_1h TEXT", "missing_4h TEXT", "missing_24h TEXT", "created_at BIGINT");

    private static readonly Dictionary<Horizon, RowBulk> Futures = TrainingRow.Horizons.ToDictionary(
        h => h, h => new RowBulk("ai_training_data", "id", "id BIGINT", $"price_{h.Name} BIGINT", $"label_{h.Name} BIGINT", $"missing_{h.Name} TEXT"));

    private static readonly CandleComparison Comparison = new(
        $"SELECT time - @length, candle_revision FROM ai_training_data WHERE {OfSeries} AND time >= @at + @length ORDER BY time LIMIT @limit");

    private readonly MarketDatabase _database;

    internal TrainingTable(MarketDatabase database) => _database = database;

    public static string AnchorsOf(long schema) => FormattableString.Invariant($"{Anchors}{schema}");

    /// <summary>Stores rows of one schema, new or again, and anchors of their computation: all or nothing, on the disk on completion.</summary>
    /// <param name="rows">No time twice.</param>
    public Task UpsertAsync(SeriesId series, long schema, IReadOnlyList<TrainingRow> rows, IReadOnlyList<Anchor> anchors, CancellationToken cancellationToken) => rows.Count == 0 ? Task.CompletedTask : _database.WriteAsync(
        "store training rows in",
        async session =>
        {
            var now = MarketTime.Now(_database.Time);
            await Rows.UpsertAsync(session, [.. rows.Select(r => Values(series, schema, r, now))]);
            await AnchorTable.StoreAsync(session, AnchorsOf(schema), series, anchors);
            return rows.Count;
        },
        cancellationToken);

    /// <summary>Rows with features from the first of a range of times on, ascending, at most <paramref name="limit"/>.</summary>
    public async Task<IReadOnlyList<TrainingRow>> PageAsync(SeriesId series, long schema, TimeRange range, int limit, CancellationToken cancellationToken) => await _database.ReadAsync(
        "read training rows of",
        s => s.RowsAsync(
            $"""
            SELECT time, candle_revision, current_price, feature_schema, features, price_1h, label_1h, missing_1h, price_4h, label_4h, missing_4h, price_24h, label_24h, missing_24h
            FROM ai_training_data WHERE {OfSeries} AND time >= @from AND time < @to AND features <> '{WarmingUp}' ORDER BY time LIMIT @limit
            """,
            new { symbol = series.Symbol.Value, timeframe = series.Timeframe.Name, schema, from = range.From, to = range.To, limit },
            Read),
        cancellationToken);

    /// <summary>
    /// Open time of the first final candle, from a time on, whose row is not there or was computed from another revision of it, or of the first row, from the first candle on, whose candle
    /// is gone; null where rows and candles agree. What retention has removed counts as agreed.
    /// </summary>
    public Task<long?> FirstStaleAsync(SeriesId series, long schema, long from, CancellationToken cancellationToken) => _database.ReadAsync(
        "compare training rows in",
        async session => await Comparison.FirstStaleAsync(session, series, schema, Math.Max(from, await KeptFrom.OfAsync(session, Table))),
        cancellationToken);

    /// <summary>
    /// Removes the anchors and then the rows of a schema from the first stale one on, the newest first and in batches: until the last batch that row tells what is left to do.
    /// What is not there is computed again, what is there can be believed.
    /// </summary>
    public async Task<long> DeleteFromAsync(SeriesId series, long schema, long openTime, CancellationToken cancellationToken)
    {
        await _database.Anchors.DeleteFromAsync(AnchorsOf(schema), series, openTime, cancellationToken);
        return await _database.DeleteInBatchesAsync(
            "delete training rows of",
            $"DELETE FROM ai_training_data WHERE id IN (SELECT id FROM ai_training_data WHERE {OfSeries} AND time >= @time ORDER BY time DESC LIMIT @batch)",
            new { symbol = series.Symbol.Value, timeframe = series.Timeframe.Name, schema, time = openTime + series.Timeframe.Length, batch = RowBulk.DeletedAtOnce },
            cancellationToken);
    }

    /// <summary>Rows whose price at a horizon is not what the candles say now, oldest first.</summary>
    /// <param name="times">Of the rows.</param>
    /// <param name="newest">Close time of the newest final candle of the series.</param>
    public async Task<IReadOnlyList<StaleFuture>> StaleFuturesAsync(
        SeriesId series, long schema, Horizon horizon, TimeRange times, long newest, int limit, CancellationToken cancellationToken) => await _database.ReadAsync(
        "compare labels in",
        s => s.RowsAsync(
            $"""
            SELECT id, current_price, actual, time FROM (
              SELECT t.id, t.current_price, t.time, t.price_{horizon.Name} AS told, t.missing_{horizon.Name} AS missing,
                (SELECT c.close FROM market_candles c
                 WHERE c.symbol = @symbol AND c.timeframe = @timeframe AND c.open_time = t.time + @ahead - @length AND c.is_final LIMIT 1) AS actual
              FROM ai_training_data t
              WHERE t.symbol = @symbol AND t.timeframe = @timeframe AND t.feature_schema = @schema AND t.time >= @from AND t.time < @to) compared
            WHERE told IS DISTINCT FROM actual OR (missing IS NULL) <> (actual IS NOT NULL OR time + @ahead >= @newest)
            ORDER BY time LIMIT @limit
            """,
            new
            {
                symbol = series.Symbol.Value,
                timeframe = series.Timeframe.Name,
                schema,
                ahead = horizon.Length,
                length = series.Timeframe.Length,
                from = times.From,
                to = times.To,
                newest,
                limit,
            },
            r => new StaleFuture(r.GetInt64(0), r.GetInt64(3), r.GetInt64(1), r.Long(2), r.GetInt64(3) + horizon.Length < newest)),
        cancellationToken);

    /// <summary>Sets what became of rows at a horizon.</summary>
    /// <param name="futures">By id of the row.</param>
    public Task UpdateAsync(Horizon horizon, IReadOnlyDictionary<long, FuturePrice> futures, CancellationToken cancellationToken) => futures.Count == 0 ? Task.CompletedTask : _database.WriteAsync(
        "store labels in",
        async session =>
        {
            await Futures[horizon].UpdateAsync(session, [.. futures.Select(f => new object?[] { f.Key, f.Value.Price, (long?)f.Value.Label, f.Value.Missing })]);
            return futures.Count;
        },
        cancellationToken);

    /// <summary>Removes at most <paramref name="batch"/> rows of times before one.</summary>
    /// <returns>Rows removed; fewer than the batch when none are left.</returns>
    public Task<int> DeleteBeforeAsync(long time, int batch, CancellationToken cancellationToken) => _database.WriteAsync(
        "delete old training rows of",
        async session =>
        {
            await KeptFrom.RaiseAsync(session, Table, time);
            return await session.ExecuteAsync("DELETE FROM ai_training_data WHERE id IN (SELECT id FROM ai_training_data WHERE time < @time ORDER BY time LIMIT @batch)", new { time, batch });
        },
        cancellationToken);

    private static object?[] Values(SeriesId series, long schema, TrainingRow row, long now) =>
    [
        series.Symbol.Value, series.Timeframe.Name, row.Time, schema, row.CandleRevision, row.Features ?? WarmingUp, row.Price,
        row.After1h.Price, row.After4h.Price, row.After24h.Price, (long?)row.After1h.Label, (long?)row.After4h.Label, (long?)row.After24h.Label,
        row.After1h.Missing, row.After4h.Missing, row.After24h.Missing, now,
    ];

    private static TrainingRow Read(DbDataReader r) => new(
        r.GetInt64(0), r.GetInt32(1), r.GetInt64(2), r.GetInt64(3), r.GetString(4) == WarmingUp ? null : r.GetString(4), Future(r, 5), Future(r, 8), Future(r, 11));

    private static FuturePrice Future(DbDataReader r, int at) => new(r.Long(at), (PriceMove?)r.Long(at + 1), r.Text(at + 2));
}
