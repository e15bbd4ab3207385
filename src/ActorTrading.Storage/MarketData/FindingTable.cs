using ActorTrading.Market.Candles;
using ActorTrading.Market.Quality;

namespace ActorTrading.Storage.MarketData;

/// <summary>
/// What checks found. While a finding is open, the same one (series, rule, time and row; for a gap without the row) is not added again
/// but brought up to date: it keeps its id and the time at which it was first found.
/// </summary>
public sealed class FindingTable
{
    private const string Read = "read findings of";

    private const string Select = """
        SELECT id AS Id, symbol AS Symbol, timeframe AS Timeframe, rule AS Rule, severity AS Severity, action AS Action, row_number AS RowNumber, time AS Time,
          count AS Count, detail AS Detail, cause AS Cause, source AS Source, found_at AS FoundAt, resolved_at AS ResolvedAt
        FROM data_quality_findings
        """;

    private const string OfSeries = "symbol = @Symbol AND timeframe = @Timeframe";

    private const string FoundAgain = """
        ON CONFLICT (symbol, timeframe, rule, time, (CASE WHEN rule = 8 THEN -1 ELSE row_number END)) WHERE resolved_at IS NULL
        DO UPDATE SET severity = excluded.severity, action = excluded.action, row_number = excluded.row_number, count = excluded.count,
          detail = excluded.detail, cause = excluded.cause, source = excluded.source
        """;

    private static readonly RowBulk Bulk = new(
        "data_quality_findings", "id",
        "symbol TEXT", "timeframe TEXT", "rule BIGINT", "severity BIGINT", "action BIGINT", "row_number BIGINT", "time BIGINT", "count BIGINT", "detail TEXT", "cause BIGINT",
        "source TEXT", "found_at BIGINT", "resolved_at BIGINT");

    private readonly MarketDatabase _database;

    internal FindingTable(MarketDatabase database) => _database = database;

    /// <summary>All of them or none.</summary>
    public Task AddAsync(IReadOnlyList<StoredFinding> findings, CancellationToken cancellationToken) => findings.Count == 0
        ? Task.CompletedTask
        : _database.WriteAsync("store findings in", session => Bulk.InsertAsync(session, Rows(findings), FoundAgain), cancellationToken);

    /// <summary>Unresolved ones, by series and time.</summary>
    /// <param name="series">Null for all.</param>
    public async Task<IReadOnlyList<StoredFinding>> OpenAsync(SeriesId? series, CancellationToken cancellationToken) => await QueryAsync(
        $"{Select} WHERE resolved_at IS NULL {(series is null ? "" : $"AND {OfSeries}")} ORDER BY symbol, timeframe, time, id",
        new { Symbol = series?.Symbol.Value, Timeframe = series?.Timeframe.Name },
        cancellationToken);

    /// <summary>The newest <paramref name="limit"/> with an id below <paramref name="before"/>, open and resolved ones, the newest first.</summary>
    /// <inheritdoc cref="OpenAsync"/>
    public async Task<IReadOnlyList<StoredFinding>> PageAsync(SeriesId? series, long before, int limit, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(limit);
        return await QueryAsync(
            $"{Select} WHERE id < @Before {(series is null ? "" : $"AND {OfSeries}")} ORDER BY id DESC LIMIT @Limit",
            new { Symbol = series?.Symbol.Value, Timeframe = series?.Timeframe.Name, Before = before, Limit = limit },
            cancellationToken);
    }

    /// <summary>Those that are resolved already stay as they are.</summary>
    /// <param name="at">µs.</param>
    /// <returns>How many were resolved.</returns>
    public async Task<long> ResolveAsync(IReadOnlyCollection<long> ids, FindingAction action, long at, CancellationToken cancellationToken) => ids.Count == 0
        ? 0
        : await _database.WriteAsync(
            "resolve findings of",
            session => session.ExecuteAsync(
                $"UPDATE data_quality_findings SET action = @Action, resolved_at = @At WHERE id {session.IsOneOf("Ids")} AND resolved_at IS NULL",
                new { Ids = session.Numbers(ids), Action = (long)action, At = at }),
            cancellationToken);

    /// <summary>Removes resolved ones that were found before a time, in transactions of <paramref name="batch"/> rows.</summary>
    /// <param name="time">µs.</param>
    /// <returns>How many there were.</returns>
    public async Task<long> DeleteBeforeAsync(long time, int batch, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(batch);
        long deleted = 0;
        while (true)
        {
            var last = await _database.WriteAsync(
                "delete findings of",
                session => session.ExecuteAsync(
                    "DELETE FROM data_quality_findings WHERE id IN (SELECT id FROM data_quality_findings WHERE found_at < @Time AND resolved_at IS NOT NULL LIMIT @Limit)",
                    new { Time = time, Limit = batch }),
                cancellationToken);
            if (last == 0)
            {
                return deleted;
            }

            deleted += last;
        }
    }

    private async Task<IReadOnlyList<StoredFinding>> QueryAsync(string sql, object arguments, CancellationToken cancellationToken)
    {
        var rows = await _database.ReadAsync(Read, session => session.QueryAsync<Row>(sql, arguments), cancellationToken);
        return [.. rows.Select(row => new StoredFinding(
            row.Id,
            _database.Series(row.Symbol, row.Timeframe),
            new Finding((FindingRule)row.Rule, (FindingSeverity)row.Severity, (FindingAction)row.Action, row.RowNumber, row.Time, row.Count, row.Detail),
            (GapCause)row.Cause,
            row.Source,
            row.FoundAt,
            row.ResolvedAt))];
    }

    /// <summary>One statement stores no open finding twice: of several that are the same the last one counts, from when the first was found.</summary>
    private static List<object?[]> Rows(IReadOnlyList<StoredFinding> findings)
    {
        var rows = new List<object?[]>(findings.Count);
        var open = new Dictionary<(SeriesId, FindingRule, long, long), int>();
        foreach (var stored in findings)
        {
            var finding = stored.Finding;
            object?[] row =
            [
                stored.Series.Symbol.Value, stored.Series.Timeframe.Name, (long)finding.Rule, (long)finding.Severity, (long)finding.Action, finding.Row, finding.Time, finding.Count,
                finding.Detail, (long)stored.Cause, stored.Source, stored.FoundAt, stored.ResolvedAt,
            ];
            var key = (stored.Series, finding.Rule, finding.Time, finding.Rule == FindingRule.Gap ? -1 : finding.Row);
            if (stored.ResolvedAt is not null || open.TryAdd(key, rows.Count))
            {
                rows.Add(row);
            }
            else
            {
                row[^2] = rows[open[key]][^2];
                rows[open[key]] = row;
            }
        }

        return rows;
    }

    private sealed record Row(
        long Id, string Symbol, string Timeframe, long Rule, long Severity, long Action, long RowNumber, long Time, long Count, string Detail, long Cause, string Source, long FoundAt, long? ResolvedAt);
}
