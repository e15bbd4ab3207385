using System.Data.Common;
using System.Runtime.CompilerServices;
using ActorTrading.Market;
using ActorTrading.Market.Candles;

namespace ActorTrading.Storage.MarketData;

/// <summary>Candles, one per series and open time; see <see cref="CandleRule"/> for which.</summary>
public sealed class CandleTable
{
    private const int PageRows = 10_000;

    /// <summary>Batches that share one wait for the disk.</summary>
    private const int BatchesPerCommit = 50;

    private const string Read = "read candles of";
    private const string Columns = "open_time, open, high, low, close, volume, quote_volume, buy_volume, trades_count, source, is_final, revision";
    private const string OfSeries = "FROM market_candles WHERE symbol = @Symbol AND timeframe = @Timeframe";
    private readonly MarketDatabase _database;
    private readonly CandleBulk _bulk;

    internal CandleTable(MarketDatabase database, CandleBulk bulk) => (_database, _bulk) = (database, bulk);

    /// <summary>
    /// Raised after candles were or may have been stored or deleted through this table, with the series and the open time of the first of them, on the writer's thread: whoever computes
    /// something from candles learns of it whichever way they came. Retention is no change.
    /// </summary>
    public event Action<SeriesId, long>? Changed;

    /// <summary>Stores candles in any order, in transactions of 50 times <see cref="MarketDatabaseOptions.BatchSize"/> rows; all are on the disk on completion. Doing it again changes nothing.</summary>
    /// <exception cref="StorageException">The database refused or cannot be reached; what was stored before stays.</exception>
    public async Task<UpsertResult> UpsertAsync(SeriesId series, ReadOnlyMemory<Candle> candles, CancellationToken cancellationToken)
    {
        var upsert = new CandleUpsert();
        var sorted = Ascending(candles);
        var rows = (int)Math.Min(1_000_000, (long)_database.Options.BatchSize * BatchesPerCommit);
        for (var from = 0; from < sorted.Length; from += rows)
        {
            var batch = sorted.Slice(from, Math.Min(rows, sorted.Length - from));
            try
            {
                await _database.WriteAsync("store candles in", session => UpsertAsync(session, series, batch, upsert), cancellationToken);
            }
            finally
            {
                Changed?.Invoke(series, batch.Span[0].OpenTime);
            }
        }

        return upsert.Result;
    }

    /// <summary>Ascending; read in pages, so that what is stored meanwhile may be seen or not.</summary>
    public async IAsyncEnumerable<Candle> ReadAsync(SeriesId series, TimeRange range, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        for (var from = range.From; from < range.To;)
        {
            var page = await PageAsync(series, range with { From = from }, PageRows, cancellationToken);
            foreach (var candle in page)
            {
                yield return candle;
            }

            if (page.Count < PageRows)
            {
                yield break;
            }

            from = page[^1].OpenTime + 1;
        }
    }

    /// <summary>Those from the first of a range on, ascending, at most <paramref name="limit"/>.</summary>
    public async Task<IReadOnlyList<Candle>> PageAsync(SeriesId series, TimeRange range, int limit, CancellationToken cancellationToken) => await QueryAsync(
        $"SELECT {Columns} {OfSeries} AND open_time >= @From AND open_time < @To ORDER BY open_time LIMIT @Limit",
        [("Symbol", series.Symbol.Value), ("Timeframe", series.Timeframe.Name), ("From", range.From), ("To", range.To), ("Limit", limit)],
        cancellationToken);

    /// <summary>The newest <paramref name="limit"/> that open before <paramref name="before"/> (µs), ascending.</summary>
    public async Task<IReadOnlyList<Candle>> PageAsync(SeriesId series, long before, int limit, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(limit);
        var page = await QueryAsync(
            $"SELECT {Columns} {OfSeries} AND open_time < @Before ORDER BY open_time DESC LIMIT @Limit",
            [("Symbol", series.Symbol.Value), ("Timeframe", series.Timeframe.Name), ("Before", before), ("Limit", limit)],
            cancellationToken);
        page.Reverse();
        return page;
    }

    /// <summary>Open times of the final candles, ascending.</summary>
    public async Task<long[]> OpenTimesAsync(SeriesId series, TimeRange range, CancellationToken cancellationToken) => [.. await _database.ReadAsync(
        Read,
        session => session.QueryAsync<long>(
            $"SELECT open_time {OfSeries} AND open_time >= @From AND open_time < @To AND is_final ORDER BY open_time",
            new { Symbol = series.Symbol.Value, Timeframe = series.Timeframe.Name, range.From, range.To }),
        cancellationToken)];

    /// <summary>All series that hold anything, by symbol and timeframe. Counts every row.</summary>
    public async Task<IReadOnlyList<SeriesSummary>> SummariesAsync(CancellationToken cancellationToken)
    {
        var rows = await _database.ReadAsync(
            Read,
            session => session.QueryAsync<SummaryRow>(
                "SELECT symbol AS Symbol, timeframe AS Timeframe, count(*) AS Count, min(open_time) AS First, max(open_time) AS Last FROM market_candles GROUP BY symbol, timeframe"),
            cancellationToken);
        return [.. rows.Select(row => new SeriesSummary(_database.Series(row.Symbol, row.Timeframe), row.Count, row.First, row.Last)).OrderBy(summary => summary.Series)];
    }

    /// <returns>How many there were.</returns>
    public async Task<long> DeleteAsync(SeriesId series, IReadOnlyCollection<long> openTimes, CancellationToken cancellationToken)
    {
        long deleted = 0;
        foreach (var batch in openTimes.Chunk(_database.Options.BatchSize))
        {
            try
            {
                deleted += await _database.WriteAsync(
                    "delete candles of",
                    session => session.ExecuteAsync(
                        $"DELETE {OfSeries} AND open_time {session.IsOneOf("Times")}",
                        new { Symbol = series.Symbol.Value, Timeframe = series.Timeframe.Name, Times = session.Numbers(batch) }),
                    cancellationToken);
            }
            finally
            {
                Changed?.Invoke(series, batch.Min());
            }
        }

        return deleted;
    }

    /// <summary>Removes what opened before a time, in transactions of <paramref name="batch"/> rows.</summary>
    /// <param name="time">µs.</param>
    /// <returns>How many there were.</returns>
    public async Task<long> DeleteBeforeAsync(long time, int batch, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(batch);
        long deleted = 0;
        foreach (var summary in (await SummariesAsync(cancellationToken)).Where(summary => summary.First < time))
        {
            var arguments = new { Symbol = summary.Series.Symbol.Value, Timeframe = summary.Series.Timeframe.Name, Time = time, Limit = batch };
            int last;
            do
            {
                last = await _database.WriteAsync(
                    "delete candles of",
                    session => session.ExecuteAsync(
                        $"DELETE {OfSeries} AND open_time IN (SELECT open_time {OfSeries} AND open_time < @Time ORDER BY open_time LIMIT @Limit)", arguments),
                    cancellationToken);
                deleted += last;
            }
            while (last > 0);
        }

        return deleted;
    }

    /// <summary>Where somebody took the unique constraint away: of the rows of one series and open time the best one stays, and the constraint is put back.</summary>
    /// <returns>Rows removed.</returns>
    public Task<long> RemoveDuplicatesAsync(CancellationToken cancellationToken) =>
        _database.WriteAsync("remove duplicates of", _bulk.RemoveDuplicatesAsync, cancellationToken);

    /// <summary>A row of the columns in their order.</summary>
    internal static Candle Row(DbDataReader row) => new(
        new Bar(
            row.GetInt64(0), row.GetInt64(1), row.GetInt64(2), row.GetInt64(3), row.GetInt64(4), row.GetInt64(5), row.GetInt64(7), row.GetDecimal(6), row.GetInt32(8)),
        CandleSources.Parse(row.GetString(9)),
        row.GetBoolean(10),
        row.GetInt32(11));

    private async Task<bool> UpsertAsync(MarketSession session, SeriesId series, ReadOnlyMemory<Candle> batch, CandleUpsert upsert)
    {
        var stored = await _bulk.StoredAsync(session, series, Times(batch.Span));
        var (inserts, replacements) = upsert.Decide(stored, batch.Span);
        if (inserts.Count > 0)
        {
            await _bulk.InsertAsync(session, series, inserts);
        }

        if (replacements.Count > 0)
        {
            await _bulk.ReplaceAsync(session, series, replacements);
        }

        return true;
    }

    private Task<List<Candle>> QueryAsync(string sql, (string Name, object Value)[] arguments, CancellationToken cancellationToken) => _database.ReadAsync(Read, async session =>
    {
        await using var command = session.Connection.CreateCommand();
        command.CommandText = sql;
        foreach (var (name, value) in arguments)
        {
            var parameter = command.CreateParameter();
            (parameter.ParameterName, parameter.Value) = (name, value);
            command.Parameters.Add(parameter);
        }

        var candles = new List<Candle>();
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            candles.Add(Row(reader));
        }

        return candles;
    }, cancellationToken);

    private static ReadOnlyMemory<Candle> Ascending(ReadOnlyMemory<Candle> candles)
    {
        var span = candles.Span;
        for (var i = 1; i < span.Length; i++)
        {
            if (span[i].OpenTime < span[i - 1].OpenTime)
            {
                // Stable: of two at one time the later arrival stays behind.
                return candles.ToArray().OrderBy(candle => candle.OpenTime).ToArray();
            }
        }

        return candles;
    }

    private static long[] Times(ReadOnlySpan<Candle> ascending)
    {
        var times = new long[ascending.Length];
        var count = 0;
        foreach (ref readonly var candle in ascending)
        {
            if (count == 0 || times[count - 1] != candle.OpenTime)
            {
                times[count++] = candle.OpenTime;
            }
        }

        return times[..count];
    }

    private sealed record SummaryRow
    {
        public string Symbol { get; init; } = "";

        public string Timeframe { get; init; } = "";

        public long Count { get; init; }

        public long First { get; init; }

        public long Last { get; init; }
    }
}
