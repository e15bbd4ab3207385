using ActorTrading.Feeds.Exchanges;
using ActorTrading.Market.Candles;
using ActorTrading.Storage.MarketData;

namespace ActorTrading.Engine.Backfill;

/// <summary>The backfill of one series.</summary>
internal sealed class SeriesHistory(
    MarketDatabase database, IExchangeClient client, Reach reach, BackfillOptions options, TimeProvider time, SeriesId series,
    Func<SeriesId, IReadOnlyList<Candle>, CancellationToken, Task>? corrections)
{
    private readonly SteadyStorage _storage = new(options.StorageRetries, time);
    private long _inserted;
    private long _revised;
    private long _duplicates;
    private long _first = long.MaxValue;
    private List<TimeRange> _holes = [];

    public async Task<SeriesBackfill> RunAsync(TimeRange span, Func<Task<Listing>> listed, bool dryRun, IProgress<BackfillProgress>? progress, CancellationToken cancellation)
    {
        var began = time.GetTimestamp();
        var timeframe = series.Timeframe;
        var grid = Grid(span);
        var stored = await StoredAsync(grid, cancellation);
        var absent = GapSearch.Missing(stored, grid, timeframe);
        var ledger = new GapLedger(database, _storage, series, client.Name);
        var noted = await ledger.NotedAsync(grid, cancellation);
        var now = ExchangeClock.Micros(time.GetUtcNow());
        var staleBefore = now - (long)options.ConfirmAgainAfter.TotalMicroseconds;
        List<Gap> known = [.. noted.Where(n => GapLedger.IsSettled(n.Cause) && n.FoundAt >= staleBefore).Select(n => new Gap(series, ledger.RangeOf(n), n.Cause))];

        // Where nothing is missing the exchange is not even asked since when it has the instrument.
        var listing = Unknown(absent).Count == 0 ? new Listing(null, null) : await listed();
        var range = listing.Within(grid, timeframe);
        var missing = absent.Select(a => a.Intersect(range)).Where(a => !a.IsEmpty).ToList();
        known.Insert(0, new Gap(series, grid with { To = range.From }, GapCause.NotListedYet));
        var ask = Unknown(missing);
        var result = Result(grid, Explained.Gaps(series, [grid with { To = range.From }, .. missing], known)) with
        {
            Stored = stored.Length,
            Requests = RequestWindows.Over(ask, range, timeframe, client.CandlesPerRequest).Count,
        };
        if (listing.Failure is { } failure)
        {
            return result with { Requests = 0, Failures = [new FetchFailure(series, grid, ExchangeFailure.UnknownInstrument, failure)] };
        }

        if (dryRun)
        {
            return result;
        }

        _holes = [.. ask.Where(a => stored.Length > 0 && a.From > stored[0] && a.To <= stored[^1])];
        if (reach.Away is null)
        {
            noted = await ledger.AnnounceAsync(noted, _holes, grid, RequestWindows.Over(ask, range, timeframe, client.CandlesPerRequest), now, cancellation);
        }

        var fetch = new SeriesFetch(client, reach, options, time, series, range);
        await fetch.RunAsync(ask, ask, TakeAsync, progress, cancellation);
        range = range with { To = Math.Max(range.From, Math.Min(range.To, fetch.End)) };
        var left = GapSearch.Missing(await StoredAsync(range, cancellation), range, timeframe);
        var first = stored.Length > 0 ? Math.Min(_first, stored[0]) : _first;
        var leads = await listing.LeadsAsync(series, range, first, () => _storage.RunAsync(() => database.Candles.PageAsync(series, range.From, 1, cancellation), cancellation));
        var gaps = Explained.Gaps(series, [grid with { To = range.From }, .. left], [.. fetch.Gaps(leads), .. known]);
        now = ExchangeClock.Micros(time.GetUtcNow());
        var repaired = ledger.Repaired(_holes, gaps, noted, fetch.Answered, client.Source, now);
        await ledger.WriteAsync(noted, grid with { To = range.To }, gaps, repaired, staleBefore, now, cancellation);
        return Result(grid with { To = range.To }, gaps) with
        {
            Stored = stored.Length,
            Fetched = fetch.Fetched,
            Inserted = _inserted,
            Revised = _revised,
            Duplicates = _duplicates,
            Refused = fetch.Refused,
            Requests = fetch.Requests,
            Answered = fetch.Answered.Count,
            Failures = fetch.Failures,
            Repaired = repaired,
            Duration = time.GetElapsedTime(began),
        };

        List<TimeRange> Unknown(IReadOnlyList<TimeRange> of) => RequestWindows.Without(of, RequestWindows.Joined(known.Select(g => g.Range)));
    }

    private SeriesBackfill Result(TimeRange grid, IReadOnlyList<Gap> gaps) => new()
    {
        Series = series,
        Range = grid,
        Expected = grid.Bars(series.Timeframe) - gaps.Where(g => g.Cause == GapCause.NotListedYet).Sum(g => g.Missing),
        Missing = gaps.Where(g => g.Cause != GapCause.NotListedYet).Sum(g => g.Missing),
        Gaps = gaps,
    };

    /// <summary>Slots that are closed and published, both ends on the timeframe's grid.</summary>
    private TimeRange Grid(TimeRange span)
    {
        var timeframe = series.Timeframe;
        var from = timeframe.OpenOf(span.From + timeframe.Length - 1);
        return new TimeRange(from, Math.Max(from, timeframe.OpenOf(span.To - (long)options.Settling.TotalMicroseconds)));
    }

    private Task<long[]> StoredAsync(TimeRange range, CancellationToken cancellation) =>
        _storage.RunAsync(() => database.Candles.OpenTimesAsync(series, range, cancellation), cancellation);

    private async Task TakeAsync(FetchedWindow window, CancellationToken cancellation)
    {
        var result = await _storage.RunAsync(() => database.Candles.UpsertAsync(series, window.Candles, cancellation), cancellation);
        _inserted += result.Inserted + result.Updated;
        _revised += result.Revised;
        _duplicates += result.Unchanged + result.Outranked;
        _first = Math.Min(_first, window.Candles.Span[0].OpenTime);
        if (corrections is not null)
        {
            Candle[] told = [.. window.Candles.ToArray().Where(c => _holes.Any(h => h.Contains(c.OpenTime))), .. result.Revisions];
            if (told.Length > 0)
            {
                await corrections(series, told, cancellation);
            }
        }
    }
}
