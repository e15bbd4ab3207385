using System.Data.Common;
using ActorTrading.Market;
using ActorTrading.Market.Candles;
using ActorTrading.Market.Labels;

namespace ActorTrading.Storage.MarketData;

/// <summary>What forecasters answered (<c>ai_analyses</c>). Rows are added and never changed.</summary>
public sealed class AnalysisTable
{
    private static readonly RowBulk Rows = new(
        "ai_analyses", "symbol, timeframe, time, source, model_version",
        "symbol TEXT", "timeframe TEXT", "time BIGINT", "signal TEXT", "confidence DOUBLE PRECISION", "direction TEXT", "analysis TEXT",
        "source TEXT", "model_version TEXT", "raw_response TEXT", "price BIGINT", "created_at BIGINT");

    private readonly MarketDatabase _database;

    internal AnalysisTable(MarketDatabase database) => _database = database;

    /// <summary>Adds rows; one that is there already stays as it is.</summary>
    /// <returns>Rows that were new.</returns>
    public Task<int> AddAsync(IReadOnlyList<AnalysisRow> rows, CancellationToken cancellationToken) =>
        _database.WriteAsync("store analyses in", s => AddAsync(s, rows, MarketTime.Now(_database.Time)), cancellationToken);

    /// <summary>A symbol's rows after one, in the order of time and id, at most <paramref name="limit"/>.</summary>
    /// <param name="after">Id of the last row seen within the same time as <paramref name="range"/> begins; 0 for none.</param>
    public async Task<IReadOnlyList<Stored<AnalysisRow>>> PageAsync(Symbol symbol, TimeRange range, long after, int limit, CancellationToken cancellationToken) => await _database.ReadAsync(
        "read analyses of",
        s => s.RowsAsync(
            """
            SELECT id, symbol, timeframe, time, signal, confidence, direction, analysis, source, model_version, raw_response, price
            FROM ai_analyses WHERE symbol = @symbol AND time >= @from AND time < @to AND (time > @from OR id > @after) ORDER BY time, id LIMIT @limit
            """,
            new { symbol = symbol.Value, from = range.From, to = range.To, after, limit },
            Read),
        cancellationToken);

    /// <inheritdoc cref="SignalTable.DeleteBeforeAsync"/>
    public Task<int> DeleteBeforeAsync(long time, int batch, CancellationToken cancellationToken) => _database.WriteAsync(
        "delete old analyses of",
        s => s.ExecuteAsync("DELETE FROM ai_analyses WHERE id IN (SELECT id FROM ai_analyses WHERE time < @time ORDER BY time LIMIT @batch)", new { time, batch }),
        cancellationToken);

    internal static Task<int> AddAsync(MarketSession session, IReadOnlyList<AnalysisRow> rows, long now) => Rows.AddAsync(session,
    [
        .. rows.Select(r => new object?[]
        {
            r.Symbol.Value, r.Timeframe.Name, r.Time, SignalNames.Of(r.Signal), r.Confidence, SignalNames.Of(r.Direction), r.Text,
            r.Source, r.ModelVersion, r.RawResponse, r.Price, now,
        }),
    ]);

    private static Stored<AnalysisRow> Read(DbDataReader r) => new(r.GetInt64(0), new AnalysisRow(
        Symbol.Parse(r.GetString(1)), Timeframe.Parse(r.GetString(2)), r.GetInt64(3), Enum.Parse<Signal>(r.GetString(4), ignoreCase: true), r.GetDouble(5),
        Enum.Parse<PriceMove>(r.GetString(6), ignoreCase: true), r.GetString(7), r.GetString(8), r.GetString(9), r.GetString(10), r.GetInt64(11)));
}
