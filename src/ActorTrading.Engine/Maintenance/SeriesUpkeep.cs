using ActorTrading.Engine.Backfill;
using ActorTrading.Feeds.Exchanges;
using ActorTrading.Market.Candles;
using ActorTrading.Storage.MarketData;

namespace ActorTrading.Engine.Maintenance;

/// <summary>Looks after one series: inspects what is stored, compares it with what the exchange publishes, and makes the store say the same.</summary>
internal sealed class SeriesUpkeep(
    MarketDatabase database, IExchangeClient client, Reach reach, MaintenanceOptions options, TimeProvider time, SeriesId series, bool dryRun,
    Func<SeriesId, IReadOnlyList<Candle>, CancellationToken, Task>? corrections)
{
    private const int NewestLookedAt = 20;

    private readonly SteadyStorage _storage = new(options.Fetch.StorageRetries, time);
    private readonly RepairLog _log = new(series, client.Name, dryRun);

    /// <param name="range">On the grid.</param>
    public async Task<SeriesMaintenance> RunAsync(TimeRange range, Listing listing, IProgress<BackfillProgress>? progress, CancellationToken cancellation)
    {
        var began = time.GetTimestamp();
        var now = ExchangeClock.Micros(time.GetUtcNow());
        range = listing.Within(range, series.Timeframe);

        // The bar after the last that is settled may have closed, and the one after that be forming.
        var begun = range.To + (2 * series.Timeframe.Length);
        var rows = await _storage.RunAsync(
            () => SeriesInspection.ReadAsync(database.Candles.ReadAsync(series, range, cancellation), series, range, options.CheckConsistency, cancellation), cancellation);
        var ledger = new GapLedger(database, _storage, series, client.Name);
        var noted = await ledger.NotedAsync(range, cancellation);
        var staleBefore = now - (long)options.Fetch.ConfirmAgainAfter.TotalMicroseconds;
        var known = noted.Where(n => GapLedger.IsSettled(n.Cause) && n.FoundAt >= staleBefore).Select(n => new Gap(series, ledger.RangeOf(n), n.Cause)).ToList();
        var fetch = new SeriesFetch(client, reach, options.Fetch, time, series, range);
        var comparison = new SeriesComparison(database, client.Source, _storage, _log, series, options.FillGaps, dryRun, now) { Corrections = corrections };
        var whyNot = listing.Failure ?? (rows.IsSimulated ? "the market simulator made it: no exchange can say what is right" : null);
        var holes = GapSearch.Missing([.. rows.Present], range, series.Timeframe);
        if (whyNot is null && !range.IsEmpty)
        {
            var unsound = rows.Unsound.Select(r => Slot(r.OpenTime));
            var absent = RequestWindows.Joined([.. RequestWindows.Without(holes, RequestWindows.Joined(known.Select(g => g.Range))), .. unsound]);
            comparison.Remember(rows.OffGrid.Select(r => series.Timeframe.OpenOf(r.OpenTime)));
            if (!dryRun && options.FillGaps && rows.Rows > 0 && reach.Away is null)
            {
                var unknown = holes.Where(h => known.All(g => g.Range.Intersect(h).IsEmpty));
                noted = await ledger.AnnounceAsync(noted, unknown, range, RequestWindows.Over([range], range, series.Timeframe, client.CandlesPerRequest), now, cancellation);
            }

            await fetch.RunAsync([range], absent, comparison.TakeAsync, progress, cancellation);
            range = range with { To = Math.Max(range.From, Math.Min(range.To, fetch.End)) };
            holes = [.. holes.Select(h => h.Intersect(range)).Where(h => !h.IsEmpty)];
        }

        var first = Math.Min(rows.Present.Count > 0 ? rows.Present[0] : long.MaxValue, comparison.First);
        var leads = await listing.LeadsAsync(series, range, first, () => _storage.RunAsync(() => database.Candles.PageAsync(series, range.From, 1, cancellation), cancellation));
        var causes = fetch.Gaps(leads);
        var sweep = new SeriesSweep(_log, series, client.Name, now);
        sweep.Unsound(rows.Unsound, comparison, causes, fetch);
        sweep.OffGrid(rows.OffGrid, comparison, fetch);
        if (!dryRun && sweep.Removed.Count > 0)
        {
            await _storage.RunAsync(() => database.Candles.DeleteAsync(series, sweep.Removed, cancellation), cancellation);
        }

        // The store has the last word: live candles may have come meanwhile.
        var unfilled = dryRun
            ? RequestWindows.Joined([.. RequestWindows.Without(holes, RequestWindows.Joined(comparison.Filled.Select(Slot))), .. sweep.Emptied])
            : GapSearch.Missing(await _storage.RunAsync(() => database.Candles.OpenTimesAsync(series, range, cancellation), cancellation), range, series.Timeframe);
        var gaps = Explained.Gaps(series, unfilled, [.. causes, .. known]);
        sweep.Future(await _storage.RunAsync(() => database.Candles.PageAsync(series, long.MaxValue, NewestLookedAt, cancellation), cancellation), begun);
        sweep.Leftovers(gaps, dryRun ? comparison.Filled : [], fetch, rows.Suspects, whyNot);
        if (!dryRun)
        {
            now = ExchangeClock.Micros(time.GetUtcNow());
            var repaired = rows.Rows == 0 ? [] : ledger.Repaired(holes, gaps, noted, fetch.Answered, client.Source, now);
            await ledger.WriteAsync(noted, range, gaps, repaired, staleBefore, now, cancellation);
            await NoteAsync(cancellation);
        }

        var missing = GapSearch.Count(holes, series.Timeframe);
        return new SeriesMaintenance
        {
            Series = series,
            Range = range,
            Rows = rows.Rows,
            Compared = comparison.Compared,
            GapsFound = holes.Count,
            GapsFilled = dryRun ? 0 : holes.Count(h => unfilled.All(u => u.Intersect(h).IsEmpty)),
            MissingFound = missing,
            MissingFilled = dryRun ? 0 : GapSearch.Count(RequestWindows.Without(holes, unfilled), series.Timeframe),
            DuplicatesFound = rows.Repeats + sweep.Copies,
            DuplicatesRemoved = dryRun ? 0 : sweep.Copies,
            InvalidFound = _log.Count + sweep.InvalidLeft,
            InvalidFixed = dryRun ? 0 : _log.Count,
            Requests = fetch.Requests,
            Failures = fetch.Failures,
            Gaps = gaps,
            Left = _log.Left,
            Duration = time.GetElapsedTime(began),
        };
    }

    private TimeRange Slot(long time) => new(time, time + series.Timeframe.Length);

    private Task NoteAsync(CancellationToken cancellation) =>
        _log.Done.Count == 0 ? Task.CompletedTask : _storage.RunAsync(() => database.Findings.AddAsync(_log.Done, cancellation), cancellation);
}
