using ActorTrading.Market.Candles;

namespace ActorTrading.Storage.MarketData;

/// <summary>Many candles at once, in the database's fastest way; each call is part of one transaction.</summary>
internal abstract class CandleBulk
{
    /// <summary>What is stored at these open times. From here on this transaction is the only one that writes the series, until it ends.</summary>
    /// <param name="times">Strictly ascending, not empty.</param>
    /// <returns>Ascending; two of one time only where somebody took the unique constraint away.</returns>
    public abstract Task<List<Candle>> StoredAsync(MarketSession session, SeriesId series, long[] times);

    /// <param name="candles">Of open times that are not stored, ascending.</param>
    public abstract Task InsertAsync(MarketSession session, SeriesId series, IReadOnlyList<Candle> candles);

    /// <param name="candles">Of open times that are stored.</param>
    public abstract Task ReplaceAsync(MarketSession session, SeriesId series, IReadOnlyList<Candle> candles);

    /// <summary>See <see cref="CandleTable.RemoveDuplicatesAsync"/>.</summary>
    public abstract Task<long> RemoveDuplicatesAsync(MarketSession session);

    /// <summary>The best one by <see cref="CandleRule"/>, as far as the rows themselves tell; of rows alike the one stored last.</summary>
    /// <param name="row">The database's name for the place of a row.</param>
    protected static string RemoveDuplicates(string row)
    {
        var trust = string.Concat(CandleSources.All.Select(source => FormattableString.Invariant($" WHEN '{source.Name()}' THEN {source.Trust()}")));
        return $"""
            DELETE FROM market_candles WHERE {row} IN (
              SELECT place FROM (
                SELECT {row} AS place, row_number() OVER (
                  PARTITION BY symbol, timeframe, open_time ORDER BY is_final DESC, CASE source{trust} ELSE 0 END DESC, revision DESC, {row} DESC) AS place_in_key
                FROM market_candles) ranked
              WHERE place_in_key > 1)
            """;
    }

    /// <summary>Whether one range read is cheaper than a look-up per row.</summary>
    protected static bool IsDense(SeriesId series, long[] times) => (times[^1] - times[0]) / series.Timeframe.Length < (8L * times.Length) + 64;
}
