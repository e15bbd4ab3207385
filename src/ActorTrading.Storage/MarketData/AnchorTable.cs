using ActorTrading.Market.Candles;

namespace ActorTrading.Storage.MarketData;

/// <summary>States of computations over candles (<c>computation_anchors</c>). One at a time holds only while no candle up to that time changes: who finds such a change removes the later anchors with the rows.</summary>
public sealed class AnchorTable
{
    private static readonly RowBulk Bulk = new("computation_anchors", "name, symbol, timeframe, open_time", "name TEXT", "symbol TEXT", "timeframe TEXT", "open_time BIGINT", "state BYTEA");

    private readonly MarketDatabase _database;

    internal AnchorTable(MarketDatabase database) => _database = database;

    /// <summary>The newest one before a time; null where there is none.</summary>
    /// <param name="name">Of the computation.</param>
    public async Task<Anchor?> LatestAsync(string name, SeriesId series, long before, CancellationToken cancellationToken) => (await _database.ReadAsync(
        "read anchors of",
        s => s.RowsAsync(
            "SELECT open_time, state FROM computation_anchors WHERE name = @name AND symbol = @symbol AND timeframe = @timeframe AND open_time < @before ORDER BY open_time DESC LIMIT 1",
            new { name, symbol = series.Symbol.Value, timeframe = series.Timeframe.Name, before },
            r => new Anchor(r.GetInt64(0), r.GetFieldValue<byte[]>(1))),
        cancellationToken)).FirstOrDefault();

    /// <summary>Removes those before a time: a computation that would begin there begins with the first candle stored.</summary>
    public Task<int> DeleteBeforeAsync(long time, CancellationToken cancellationToken) => _database.WriteAsync(
        "delete anchors of", s => s.ExecuteAsync("DELETE FROM computation_anchors WHERE open_time < @time", new { time }), cancellationToken);

    internal static Task StoreAsync(MarketSession session, string name, SeriesId series, IReadOnlyList<Anchor> anchors) => Bulk.UpsertAsync(
        session, [.. anchors.Select(a => new object?[] { name, series.Symbol.Value, series.Timeframe.Name, a.OpenTime, a.State })]);

    internal Task<int> DeleteFromAsync(string name, SeriesId series, long openTime, CancellationToken cancellationToken) => _database.WriteAsync(
        "delete anchors of",
        s => s.ExecuteAsync(
            "DELETE FROM computation_anchors WHERE name = @name AND symbol = @symbol AND timeframe = @timeframe AND open_time >= @openTime",
            new { name, symbol = series.Symbol.Value, timeframe = series.Timeframe.Name, openTime }),
        cancellationToken);
}
