using ActorTrading.Engine.Backfill;
using ActorTrading.Feeds.Archives;
using ActorTrading.Market.Candles;
using ActorTrading.Market.Quality;
using ActorTrading.Storage.MarketData;

namespace ActorTrading.Engine.Importing;

/// <summary>Keeps among the database's findings what a file was found to be wrong in. Doing it again brings them up to date.</summary>
internal sealed class ImportNotes(MarketDatabase database, ArchiveFile file, SeriesId series, TimeProvider time)
{
    private readonly string _source = $"import {file.Name}";

    private long Now => (time.GetUtcNow() - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond;

    public Task AddAsync(IEnumerable<Finding> findings, CancellationToken cancellationToken) => database.Findings.AddAsync(
        [.. findings.Select(f => new StoredFinding(0, series, f, GapCause.Unknown, _source, Now, ResolvedAt: null))], cancellationToken);

    /// <summary>Notes the file's gaps as far as the store has them too; notes of gaps that the file closed are resolved.</summary>
    /// <param name="gaps">All gaps of the file in the range, ascending.</param>
    /// <param name="range">What of the file was looked at; its rows are stored.</param>
    public async Task AddGapsAsync(IEnumerable<TimeRange> gaps, TimeRange range, CancellationToken cancellationToken)
    {
        var ledger = new GapLedger(database, new SteadyStorage(0, time), series, _source);
        var noted = await ledger.NotedAsync(range, cancellationToken);

        // A noted gap may reach out of the file: what lies outside is not closed by it.
        var inside = noted.Select(ledger.RangeOf).ToList();
        var left = new List<TimeRange>();
        var outside = inside.SelectMany(n => new[] { new TimeRange(n.From, range.From), new TimeRange(range.To, n.To) }).Where(o => !o.IsEmpty);
        foreach (var gap in gaps.Concat(outside))
        {
            left.AddRange(GapSearch.Missing(await database.Candles.OpenTimesAsync(series, gap, cancellationToken), gap, series.Timeframe));
        }

        var all = new TimeRange(Math.Min(range.From, inside.Select(n => n.From).DefaultIfEmpty(range.From).Min()), Math.Max(range.To, inside.Select(n => n.To).DefaultIfEmpty(range.To).Max()));
        var causes = noted.GroupBy(ledger.RangeOf).ToDictionary(n => n.Key, n => n.First().Cause);
        await ledger.WriteAsync(
            noted, all, [.. left.Distinct().Select(l => new Gap(series, l, causes.GetValueOrDefault(l)))], [], staleBefore: long.MinValue, Now, cancellationToken);
    }
}
