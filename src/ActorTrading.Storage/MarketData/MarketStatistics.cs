using ActorTrading.Market.Candles;

namespace ActorTrading.Storage.MarketData;

/// <summary>What a market database holds, for people. Counts rows: takes seconds on millions of candles.</summary>
public sealed class MarketStatistics(MarketDatabase database)
{
    private const string Read = "count rows of";

    /// <summary>Every series of candles, by symbol and timeframe.</summary>
    /// <exception cref="StorageException">The database cannot be read.</exception>
    public async Task<IReadOnlyList<SeriesStatistics>> SeriesAsync(CancellationToken cancellationToken)
    {
        var sources = await database.ReadAsync(
            Read,
            session => session.QueryAsync<SourceRow>(
                "SELECT symbol AS Symbol, timeframe AS Timeframe, source AS Source, count(*) AS Count FROM market_candles GROUP BY symbol, timeframe, source"),
            cancellationToken);
        var findings = (await database.Findings.OpenAsync(null, cancellationToken)).GroupBy(f => f.Series).ToDictionary(g => g.Key, g => g.LongCount());
        var bySeries = sources.ToLookup(r => database.Series(r.Symbol, r.Timeframe));
        var statistics = new List<SeriesStatistics>();
        foreach (var summary in await database.Candles.SummariesAsync(cancellationToken))
        {
            var range = new TimeRange(summary.First, summary.Last + summary.Series.Timeframe.Length);
            var gaps = GapSearch.Missing(await database.Candles.OpenTimesAsync(summary.Series, range, cancellationToken), range, summary.Series.Timeframe);
            statistics.Add(new SeriesStatistics
            {
                Summary = summary,
                Gaps = gaps.Count,
                Missing = GapSearch.Count(gaps, summary.Series.Timeframe),
                OpenFindings = findings.GetValueOrDefault(summary.Series),
                Sources = bySeries[summary.Series].OrderByDescending(r => r.Count).ToDictionary(r => r.Source, r => r.Count),
            });
        }

        return statistics;
    }

    /// <summary>Bytes that the tables and their indexes take.</summary>
    /// <inheritdoc cref="SeriesAsync"/>
    public Task<long> SizeAsync(CancellationToken cancellationToken) => database.ReadAsync(
        Read,
        session => session.ScalarAsync<long>(database.Options.Server is null
            ? "SELECT page_count * page_size FROM pragma_page_count(), pragma_page_size()"
            : "SELECT coalesce(sum(pg_total_relation_size(c.oid)), 0)::bigint FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = current_schema() AND c.relkind = 'r'"),
        cancellationToken);

    // Without a row SQLite does not know the type of a computed column, so the row cannot be asked for by a constructor.
    private sealed record SourceRow
    {
        public string Symbol { get; init; } = "";

        public string Timeframe { get; init; } = "";

        public string Source { get; init; } = "";

        public long Count { get; init; }
    }
}
