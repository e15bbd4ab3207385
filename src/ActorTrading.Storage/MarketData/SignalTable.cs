using System.Data.Common;
using ActorTrading.Market;
using ActorTrading.Market.Candles;
using ActorTrading.Market.Labels;

namespace ActorTrading.Storage.MarketData;

/// <summary>Every signal that was given and what came of it (<c>signal_history</c>).</summary>
public sealed class SignalTable
{
    private static readonly RowBulk Rows = new(
        "signal_history", "symbol, timeframe, time, source",
        "symbol TEXT", "timeframe TEXT", "time BIGINT", "horizon_minutes INTEGER", "signal TEXT", "confidence DOUBLE PRECISION", "confidence_band INTEGER",
        "source TEXT", "price BIGINT", "executed BOOLEAN", "created_at BIGINT");

    private static readonly RowBulk Outcomes = new(
        "signal_history", "id", "id BIGINT", "result TEXT", "move BIGINT", "return_percent DOUBLE PRECISION", "profit_percent DOUBLE PRECISION");

    private static readonly RowBulk Executions = new("signal_history", "id", "id BIGINT", "executed BOOLEAN");

    private static readonly Dictionary<Horizon, RowBulk> Prices = TrainingRow.Horizons.ToDictionary(h => h, h => new RowBulk("signal_history", "id", "id BIGINT", $"price_{h.Name} BIGINT"));

    private readonly MarketDatabase _database;

    internal SignalTable(MarketDatabase database) => _database = database;

    /// <summary>Adds signals, their outcomes yet unknown; one that is there already stays as it is.</summary>
    /// <returns>Rows that were new.</returns>
    public Task<int> AddAsync(IReadOnlyList<SignalRow> rows, CancellationToken cancellationToken) =>
        _database.WriteAsync("store signals in", s => AddAsync(s, rows, MarketTime.Now(_database.Time)), cancellationToken);

    /// <summary>Rows after one, in the order of time and id, at most <paramref name="limit"/>.</summary>
    /// <param name="symbol">Null for all.</param>
    /// <param name="after">Id of the last row seen within the same time as <paramref name="range"/> begins; 0 for none.</param>
    public async Task<IReadOnlyList<Stored<SignalRow>>> PageAsync(Symbol? symbol, TimeRange range, long after, int limit, CancellationToken cancellationToken) => await _database.ReadAsync(
        "read signals of",
        s => s.RowsAsync(
            $"""
            SELECT id, symbol, timeframe, time, horizon_minutes, signal, confidence, source, price, executed, price_1h, price_4h, price_24h, result, profit_percent
            FROM signal_history WHERE {Of(symbol)} time >= @from AND time < @to AND (time > @from OR id > @after) ORDER BY time, id LIMIT @limit
            """,
            new { symbol = symbol?.Value, from = range.From, to = range.To, after, limit },
            Read),
        cancellationToken);

    /// <summary>Counts by signal, source and tenth of confidence.</summary>
    /// <param name="symbol">Null for all.</param>
    public async Task<IReadOnlyList<SignalCount>> CountsAsync(Symbol? symbol, TimeRange range, CancellationToken cancellationToken) => await _database.ReadAsync(
        "count signals of",
        s => s.RowsAsync(
            $"""
            SELECT signal, source, confidence_band, COUNT(*), COUNT(move), COALESCE(SUM(CASE WHEN result = 'hit' THEN 1 ELSE 0 END), 0),
              COALESCE(SUM(CASE WHEN return_percent < 0 THEN 1 ELSE 0 END), 0), COALESCE(SUM(CASE WHEN return_percent > 0 THEN 1 ELSE 0 END), 0),
              COALESCE(SUM(CASE WHEN move = {(long)PriceMove.Flat} THEN 1 ELSE 0 END), 0), COALESCE(SUM(profit_percent), 0.0), COALESCE(SUM(return_percent), 0.0)
            FROM signal_history WHERE {Of(symbol)} time >= @from AND time < @to
            GROUP BY signal, source, confidence_band ORDER BY signal, source, confidence_band
            """,
            new { symbol = symbol?.Value, from = range.From, to = range.To },
            r => new SignalCount(
                Enum.Parse<Signal>(r.GetString(0), ignoreCase: true), r.GetString(1), r.GetInt32(2), r.GetInt64(3), r.GetInt64(4), r.GetInt64(5),
                r.GetInt64(6), r.GetInt64(7), r.GetInt64(8), r.GetDouble(9), r.GetDouble(10))),
        cancellationToken);

    /// <summary>Signals whose price at a horizon, or result there, is not what the candles say now, oldest first.</summary>
    /// <param name="times">Of the signals.</param>
    /// <param name="newest">Close time of the newest final candle of the series.</param>
    public async Task<IReadOnlyList<StaleSignal>> StaleAsync(SeriesId series, Horizon horizon, TimeRange times, long newest, int limit, CancellationToken cancellationToken) => await _database.ReadAsync(
        "compare signals in",
        s => s.RowsAsync(
            $"""
            SELECT id, price, actual, time, signal, horizon_minutes FROM (
              SELECT t.id, t.price, t.time, t.signal, t.horizon_minutes, t.result, t.price_{horizon.Name} AS told,
                (SELECT c.close FROM market_candles c
                 WHERE c.symbol = @symbol AND c.timeframe = @timeframe AND c.open_time = t.time + @ahead - @length AND c.is_final LIMIT 1) AS actual
              FROM signal_history t
              WHERE t.symbol = @symbol AND t.timeframe = @timeframe AND t.time >= @from AND t.time < @to) compared
            WHERE told IS DISTINCT FROM actual OR (horizon_minutes = @minutes AND (result IS NULL) <> (actual IS NULL AND time + @ahead >= @newest))
            ORDER BY time, id LIMIT @limit
            """,
            new
            {
                symbol = series.Symbol.Value,
                timeframe = series.Timeframe.Name,
                ahead = horizon.Length,
                minutes = horizon.Minutes,
                length = series.Timeframe.Length,
                from = times.From,
                to = times.To,
                newest,
                limit,
            },
            r => new StaleSignal(
                new StaleFuture(r.GetInt64(0), r.GetInt64(3), r.GetInt64(1), r.Long(2), r.GetInt64(3) + horizon.Length < newest),
                Enum.Parse<Signal>(r.GetString(4), ignoreCase: true), r.GetInt32(5) == horizon.Minutes)),
        cancellationToken);

    /// <summary>Sets what became of signals at a horizon.</summary>
    public Task UpdateAsync(Horizon horizon, IReadOnlyList<SignalUpdate> updates, CancellationToken cancellationToken) => updates.Count == 0 ? Task.CompletedTask : _database.WriteAsync(
        "store outcomes in",
        async session =>
        {
            await Prices[horizon].UpdateAsync(session, [.. updates.Select(u => new object?[] { u.Signal.Future.Id, u.Price })]);
            await Outcomes.UpdateAsync(session,
            [
                .. updates.Where(u => u.Signal.IsOwn).Select(u => new object?[]
                {
                    u.Signal.Future.Id, SignalNames.Of(u.Outcome?.Result), (long?)u.Outcome?.Move, u.Outcome?.ReturnPercent, u.Outcome?.ProfitPercent,
                }),
            ]);
            return updates.Count;
        },
        cancellationToken);

    /// <summary>Notes that somebody traded on signals.</summary>
    /// <returns>How many of them are there.</returns>
    public Task<int> MarkExecutedAsync(IReadOnlyCollection<long> ids, CancellationToken cancellationToken) => _database.WriteAsync(
        "mark signals in", s => Executions.UpdateAsync(s, [.. ids.Select(id => new object?[] { id, true })]), cancellationToken);

    /// <summary>Removes at most <paramref name="batch"/> rows of times before one.</summary>
    /// <returns>Rows removed; fewer than the batch when none are left.</returns>
    public Task<int> DeleteBeforeAsync(long time, int batch, CancellationToken cancellationToken) => _database.WriteAsync(
        "delete old signals of",
        s => s.ExecuteAsync("DELETE FROM signal_history WHERE id IN (SELECT id FROM signal_history WHERE time < @time ORDER BY time LIMIT @batch)", new { time, batch }),
        cancellationToken);

    internal static Task<int> AddAsync(MarketSession session, IReadOnlyList<SignalRow> rows, long now) => Rows.AddAsync(session,
    [
        .. rows.Select(r => new object?[]
        {
            r.Symbol.Value, r.Timeframe.Name, r.Time, r.Horizon.Minutes, SignalNames.Of(r.Signal), r.Confidence, Band(r.Confidence), r.Source, r.Price, r.Executed, now,
        }),
    ]);

    private static string Of(Symbol? symbol) => symbol is null ? "" : "symbol = @symbol AND";

    private static int Band(double confidence) => Math.Clamp((int)(confidence * 10), 0, 9);

    private static Stored<SignalRow> Read(DbDataReader r) => new(r.GetInt64(0), new SignalRow(
        Symbol.Parse(r.GetString(1)), Timeframe.Parse(r.GetString(2)), r.GetInt64(3), Horizon.Parse($"{r.GetInt32(4)}m"), Enum.Parse<Signal>(r.GetString(5), ignoreCase: true),
        r.GetDouble(6), r.GetString(7), r.GetInt64(8), r.GetBoolean(9), r.Long(10), r.Long(11), r.Long(12),
        r.Text(13) is { } result ? Enum.Parse<SignalResult>(result, ignoreCase: true) : null, r.Double(14)));
}
