using System.Data.Common;
using ActorTrading.Market.Candles;

namespace ActorTrading.Storage.MarketData;

/// <summary>Indicators at the close of every final candle (<c>technical_indicators</c>).</summary>
public sealed class IndicatorTable
{
    /// <summary>Of the computation whose anchors are kept with the rows.</summary>
    public const string Anchors = "indicators:1";

    private const string Table = "technical_indicators";
    private const string OfSeries = "symbol = @symbol AND timeframe = @timeframe";

    private static readonly string Columns = string.Join(", ", IndicatorRow.Columns);
    private static readonly RowBulk Bulk = new(
        "technical_indicators", "symbol, timeframe, open_time",
        ["symbol TEXT", "timeframe TEXT", "open_time BIGINT", "candle_revision INTEGER", .. IndicatorRow.Columns.Select(c => $"{c} DOUBLE PRECISION")]);

    private static readonly CandleComparison Comparison = new(
        $"SELECT open_time, candle_revision FROM technical_indicators WHERE {OfSeries} AND open_time >= @at ORDER BY open_time LIMIT @limit");

    private readonly MarketDatabase _database;

    internal IndicatorTable(MarketDatabase database) => _database = database;

    /// <summary>Stores rows, new or again, and anchors of their computation: all or nothing, on the disk on completion.</summary>
    /// <param name="rows">No open time twice.</param>
    public Task UpsertAsync(SeriesId series, IReadOnlyList<IndicatorRow> rows, IReadOnlyList<Anchor> anchors, CancellationToken cancellationToken) => rows.Count == 0 ? Task.CompletedTask : _database.WriteAsync(
        "store indicators in",
        async session =>
        {
            await Bulk.UpsertAsync(session, [.. rows.Select(r => Values(series, r))]);
            await AnchorTable.StoreAsync(session, Anchors, series, anchors);
            return rows.Count;
        },
        cancellationToken);

    /// <summary>Rows from the first of a range on, ascending, at most <paramref name="limit"/>.</summary>
    public async Task<IReadOnlyList<IndicatorRow>> PageAsync(SeriesId series, TimeRange range, int limit, CancellationToken cancellationToken) => await _database.ReadAsync(
        "read indicators of",
        s => s.RowsAsync(
            $"SELECT open_time, candle_revision, {Columns} FROM technical_indicators WHERE {OfSeries} AND open_time >= @from AND open_time < @to ORDER BY open_time LIMIT @limit",
            new { symbol = series.Symbol.Value, timeframe = series.Timeframe.Name, from = range.From, to = range.To, limit },
            Read),
        cancellationToken);

    /// <summary>
    /// Open time of the first final candle, from a time on, whose row is not there or was computed from another revision of it, or of the first row, from the first candle on, whose candle
    /// is gone; null where rows and candles agree. What retention has removed counts as agreed.
    /// </summary>
    public Task<long?> FirstStaleAsync(SeriesId series, long from, CancellationToken cancellationToken) => _database.ReadAsync(
        "compare indicators in",
        async session => await Comparison.FirstStaleAsync(session, series, 0, Math.Max(from, await KeptFrom.OfAsync(session, Table))),
        cancellationToken);

    /// <summary>
    /// Removes the anchors and then the rows from the first stale one on, the newest first and in batches: until the last batch that row tells what is left to do.
    /// What is not there is computed again, what is there can be believed.
    /// </summary>
    public async Task<long> DeleteFromAsync(SeriesId series, long openTime, CancellationToken cancellationToken)
    {
        await _database.Anchors.DeleteFromAsync(Anchors, series, openTime, cancellationToken);
        return await _database.DeleteInBatchesAsync(
            "delete indicators of",
            $"DELETE FROM technical_indicators WHERE {OfSeries} AND open_time IN (SELECT open_time FROM technical_indicators WHERE {OfSeries} AND open_time >= @openTime ORDER BY open_time DESC LIMIT @batch)",
            new { symbol = series.Symbol.Value, timeframe = series.Timeframe.Name, openTime, batch = RowBulk.DeletedAtOnce },
            cancellationToken);
    }

    /// <summary>Removes at most <paramref name="batch"/> rows of candles that open before a time.</summary>
    /// <returns>Rows removed; fewer than the batch when none are left.</returns>
    public Task<int> DeleteBeforeAsync(long time, int batch, CancellationToken cancellationToken) => _database.WriteAsync(
        "delete old indicators of",
        async session =>
        {
            await KeptFrom.RaiseAsync(session, Table, time);
            return await session.ExecuteAsync(
                "DELETE FROM technical_indicators WHERE (symbol, timeframe, open_time) IN (SELECT symbol, timeframe, open_time FROM technical_indicators WHERE open_time < @time LIMIT @batch)",
                new { time, batch });
        },
        cancellationToken);

    private static object?[] Values(SeriesId series, IndicatorRow row) =>
        [series.Symbol.Value, series.Timeframe.Name, row.OpenTime, row.CandleRevision, .. row.Values().Select(v => (object?)v)];

    private static IndicatorRow Read(DbDataReader reader)
    {
        Span<double?> values = new double?[IndicatorRow.Columns.Count];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = reader.Double(i + 2);
        }

        return IndicatorRow.From(reader.GetInt64(0), reader.GetInt32(1), values);
    }
}
