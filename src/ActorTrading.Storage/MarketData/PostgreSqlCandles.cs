using ActorTrading.Market.Candles;
using Npgsql;

namespace ActorTrading.Storage.MarketData;

/// <summary>Candles by binary COPY and by arrays.</summary>
internal sealed class PostgreSqlCandles : CandleBulk
{
    private const string Columns = "open_time, open, high, low, close, volume, quote_volume, buy_volume, trades_count, source, is_final, revision";

    private const string Lock = "SELECT pg_advisory_xact_lock(hashtextextended(current_schema() || ' ' || $1 || ' ' || $2, 0))";

    private const string Update = """
        UPDATE market_candles m
        SET open = n.open, high = n.high, low = n.low, close = n.close, volume = n.volume, quote_volume = n.quote_volume, buy_volume = n.buy_volume,
          trades_count = n.trades_count, source = n.source, is_final = n.is_final, revision = n.revision
        FROM unnest($3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)
          AS n(open_time, open, high, low, close, volume, quote_volume, buy_volume, trades_count, source, is_final, revision)
        WHERE m.symbol = $1 AND m.timeframe = $2 AND m.open_time = n.open_time
        """;

    /// <summary>Unique indexes on the three columns and nothing else.</summary>
    private const string Unique = """
        SELECT count(*) FROM pg_index i
        WHERE i.indrelid = 'market_candles'::regclass AND i.indisunique AND i.indisvalid AND i.indpred IS NULL
          AND (SELECT array_agg(a.attname::TEXT ORDER BY a.attname) FROM pg_attribute a WHERE a.attrelid = i.indrelid AND a.attnum = ANY (i.indkey)) = ARRAY['open_time', 'symbol', 'timeframe']
        """;

    public override async Task<List<Candle>> StoredAsync(MarketSession session, SeriesId series, long[] times)
    {
        var isDense = IsDense(series, times);
        var select = Command($"SELECT {Columns} FROM market_candles WHERE symbol = $1 AND timeframe = $2 AND {(isDense ? "open_time BETWEEN $3 AND $4" : "open_time = ANY ($3)")} ORDER BY open_time", series);
        if (isDense)
        {
            select.Parameters.Add(new NpgsqlParameter<long> { TypedValue = times[0] });
            select.Parameters.Add(new NpgsqlParameter<long> { TypedValue = times[^1] });
        }
        else
        {
            select.Parameters.Add(new NpgsqlParameter<long[]> { TypedValue = times });
        }

        // One round trip: the lock first, so that the rows are read as they are under it.
        await using var batch = new NpgsqlBatch((NpgsqlConnection)session.Connection, (NpgsqlTransaction?)session.Transaction) { BatchCommands = { Command(Lock, series), select } };
        await using var reader = await batch.ExecuteReaderAsync(session.CancellationToken);
        await reader.NextResultAsync(session.CancellationToken);
        var stored = new List<Candle>();
        while (await reader.ReadAsync(session.CancellationToken))
        {
            stored.Add(CandleTable.Row(reader));
        }

        return stored;
    }

    public override Task InsertAsync(MarketSession session, SeriesId series, IReadOnlyList<Candle> candles) =>
        PostgreSqlCandleCopy.InsertAsync((NpgsqlConnection)session.Connection, series, candles, session.CancellationToken);

    public override async Task ReplaceAsync(MarketSession session, SeriesId series, IReadOnlyList<Candle> candles)
    {
        var update = Command(Update, series);
        Add(c => c.Bar.OpenTime);
        Add(c => c.Bar.Open);
        Add(c => c.Bar.High);
        Add(c => c.Bar.Low);
        Add(c => c.Bar.Close);
        Add(c => c.Bar.Volume);
        Add(c => c.Bar.QuoteVolume);
        Add(c => c.Bar.BuyVolume);
        Add(c => c.Bar.Trades);
        Add(c => c.Source.Name());
        Add(c => c.IsFinal);
        Add(c => c.Revision);
        await using var batch = new NpgsqlBatch((NpgsqlConnection)session.Connection, (NpgsqlTransaction?)session.Transaction) { BatchCommands = { update } };
        await batch.ExecuteNonQueryAsync(session.CancellationToken);

        void Add<T>(Func<Candle, T> value) => update.Parameters.Add(new NpgsqlParameter<T[]> { TypedValue = [.. candles.Select(value)] });
    }

    public override async Task<long> RemoveDuplicatesAsync(MarketSession session)
    {
        await session.ExecuteAsync("LOCK TABLE market_candles IN SHARE ROW EXCLUSIVE MODE");
        if (await session.ScalarAsync<long>(Unique) > 0)
        {
            return 0;
        }

        var removed = await session.ExecuteAsync(RemoveDuplicates("ctid"), isLong: true);
        await session.ExecuteAsync("ALTER TABLE market_candles ADD CONSTRAINT market_candles_key PRIMARY KEY (symbol, timeframe, open_time)", isLong: true);
        return removed;
    }

    private static NpgsqlBatchCommand Command(string sql, SeriesId series) => new(sql)
    {
        Parameters = { new NpgsqlParameter<string> { TypedValue = series.Symbol.Value }, new NpgsqlParameter<string> { TypedValue = series.Timeframe.Name } },
    };
}
