using ActorTrading.Engine.Backfill;
using ActorTrading.Feeds.Exchanges;
using ActorTrading.Market.Candles;
using ActorTrading.Market.Quality;
using ActorTrading.Storage.MarketData;

namespace ActorTrading.Engine.Synchronisation;

/// <summary>One series: live candles and fetched ones take turns at the store.</summary>
internal sealed class SeriesLane(
    SeriesId series, MarketDatabase database, IExchangeClient client, SynchronizerOptions options, TimeProvider time,
    SynchronizerCounts counts, Func<TimeSpan?> clockOffset, Action<SeriesId, IReadOnlyList<Candle>> correct, Action<string> trouble)
{
    /// <summary>Corrections told of one store, and candles told again after a start: actors forget older bars.</summary>
    private const int MostCorrections = 500;

    private readonly SemaphoreSlim _turn = new(1);
    private readonly SteadyStorage _storage = new(SteadyStorage.Endless, time, trouble);
    private readonly EmptyAnswers _empty = new(options.ConfirmAgainAfter);
    private readonly ConsistencyWatch _watch = new(series);
    private HashSet<long>? _liveMeanwhile;
    private long? _newest;
    private bool _knowsNewest;

    public SeriesId Series => series;

    private long Now => (time.GetUtcNow() - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond;

    /// <summary>All are on the disk on completion, but those refused.</summary>
    /// <param name="candles">In the order of arrival.</param>
    public async Task StoreLiveAsync(Candle[] candles, CancellationToken cancellation)
    {
        var valid = await ValidAsync(candles, cancellation);
        if (valid.Length == 0)
        {
            return;
        }

        await _turn.WaitAsync(cancellation);
        try
        {
            foreach (var candle in valid)
            {
                _liveMeanwhile?.Add(candle.OpenTime);
            }

            await StoreAsync(valid, cancellation);
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Looks for what is missing and fetches it; what cannot be had is noted with its cause.</summary>
    public async Task HealAsync(CancellationToken cancellation)
    {
        if (!options.Backfill)
        {
            return;
        }

        var range = Wanted();
        var before = await TimesAsync(range, cancellation);
        var missing = _empty.Unexplained(GapSearch.Missing(before, range, series.Timeframe), series.Timeframe, Now);
        var ledger = new GapLedger(database, _storage, series, client.Name);
        var noted = missing.Count == 0 ? [] : await ledger.NotedAsync(range, cancellation);
        var staleBefore = Now - (long)options.ConfirmAgainAfter.TotalMicroseconds;
        List<Gap> known = [.. noted.Where(n => GapLedger.IsSettled(n.Cause) && n.FoundAt >= staleBefore).Select(n => new Gap(series, ledger.RangeOf(n), n.Cause))];
        missing = [.. RequestWindows.Without(missing, RequestWindows.Joined(known.Select(g => g.Range)))];
        var answered = new List<TimeRange>();
        foreach (var window in Windows(_knowsNewest ? missing : WithNewest(missing, range)))
        {
            if (!await FetchAsync(window, cancellation))
            {
                break;
            }

            answered.Add(window);
            _knowsNewest = true;
        }

        if (missing.Count == 0)
        {
            return;
        }

        var left = GapSearch.Missing(await TimesAsync(range, cancellation), range, series.Timeframe);
        var healed = GapSearch.Count(missing, series.Timeframe) - missing.Sum(m => left.Sum(l => l.Intersect(m).Bars(series.Timeframe)));
        Interlocked.Add(ref counts.Healed, healed);
        var gaps = Explained.Gaps(series, left, [.. await ConfirmedAsync(left, cancellation), .. known, .. left.Select(l => new Gap(series, l, GapCause.FetchFailed))]);
        var repaired = ledger.Repaired(missing.Where(m => IsInner(m, before)), gaps, noted, answered, client.Source, Now);
        await ledger.WriteAsync(noted, range, gaps, repaired, staleBefore, Now, cancellation);
    }

    /// <summary>Checks what has come since the last time; findings are stored once.</summary>
    /// <param name="finer">The series that must roll up to this one; null for none.</param>
    public async Task CheckAsync(SeriesId? finer, CancellationToken cancellation)
    {
        var findings = await _watch.LookAsync(database, finer, Wanted(), cancellation);
        await NoteAsync(findings, cancellation);
    }

    /// <summary>Tells the newest stored candles, in case somebody missed a correction before a stop.</summary>
    public async Task RetellAsync(CancellationToken cancellation)
    {
        var newest = await database.Candles.PageAsync(series, long.MaxValue, MostCorrections, cancellation);
        correct(series, [.. newest.Where(c => c.IsFinal)]);
    }

    /// <summary>Nothing was lost before the first and after the last candle: that is history not fetched yet.</summary>
    private static bool IsInner(TimeRange gap, long[] stored) => stored.Length > 0 && stored[0] < gap.From && gap.From < stored[^1];

    /// <summary>Of what is left, what the exchange said twice it does not have, and why.</summary>
    private async Task<IEnumerable<Gap>> ConfirmedAsync(IReadOnlyList<TimeRange> left, CancellationToken cancellation)
    {
        var confirmed = _empty.Confirmed(left, series.Timeframe);
        var listedAt = confirmed.Count == 0 ? null : (await Listing.AskAsync(client, new Reach(), series.Symbol, cancellation)).At;
        return confirmed.Select(c => new Gap(series, c, c.To <= listedAt ? GapCause.NotListedYet : GapCause.ExchangeOutage));
    }

    /// <returns>Whether asking for more makes sense.</returns>
    private async Task<bool> FetchAsync(TimeRange window, CancellationToken cancellation)
    {
        await InTurnAsync(() => _liveMeanwhile = [], cancellation);
        try
        {
            var fetched = await client.GetCandlesAsync(series, window, cancellation);
            var valid = await ValidAsync([.. fetched.Where(c => c.IsFinal)], cancellation);
            await _turn.WaitAsync(cancellation);
            try
            {
                // What came live since the question was sent is newer than the answer.
                await StoreAsync([.. valid.Where(c => !_liveMeanwhile!.Contains(c.OpenTime))], cancellation);
                _empty.Add(window, valid, series.Timeframe, Now);
            }
            finally
            {
                _turn.Release();
            }

            return true;
        }
        catch (ExchangeException failed)
        {
            Interlocked.Increment(ref counts.FailedFetches);
            trouble(failed.Message);
            return false;
        }
        finally
        {
            await InTurnAsync(() => _liveMeanwhile = null, CancellationToken.None);
        }
    }

    private async Task StoreAsync(Candle[] arrived, CancellationToken cancellation)
    {
        if (arrived.Length == 0)
        {
            return;
        }

        _newest ??= (await database.Candles.PageAsync(series, long.MaxValue, 2, cancellation)).Where(c => c.IsFinal).Select(c => (long?)c.OpenTime).Max() ?? long.MinValue;
        var candles = CandleMerge.Merge([], [.. arrived.OrderBy(c => c.OpenTime)]);
        var result = await _storage.RunAsync(() => database.Candles.UpsertAsync(series, candles, cancellation), cancellation);
        Interlocked.Add(ref counts.Inserted, result.Inserted);
        Interlocked.Add(ref counts.Revised, result.Revised);
        var newest = _newest.Value;
        var late = candles.Where(c => c.IsFinal && c.OpenTime < newest);
        correct(series, [.. result.Revisions.UnionBy(late, c => c.OpenTime).OrderBy(c => c.OpenTime).TakeLast(MostCorrections)]);
        _newest = Math.Max(newest, candles.Where(c => c.IsFinal).Select(c => c.OpenTime).DefaultIfEmpty(long.MinValue).Max());
    }

    private async Task<Candle[]> ValidAsync(Candle[] candles, CancellationToken cancellation)
    {
        if (!options.Validate)
        {
            return candles;
        }

        var findings = new List<Finding>();
        var valid = candles.Where(c => SchemaValidator.Check(c, -1, findings)).ToArray();
        Interlocked.Add(ref counts.Refused, candles.Length - valid.Length);
        await NoteAsync([.. findings.Where(f => f.Severity == FindingSeverity.Error)], cancellation);
        return valid;
    }

    private Task NoteAsync(IReadOnlyList<Finding> findings, CancellationToken cancellation) => findings.Count == 0
        ? Task.CompletedTask
        : _storage.RunAsync(
            async () =>
            {
                await database.Findings.AddAsync([.. findings.Select(f => new StoredFinding(0, series, f, GapCause.Unknown, client.Name, Now, null))], cancellation);
                return true;
            },
            cancellation);

    private Task<long[]> TimesAsync(TimeRange range, CancellationToken cancellation) =>
        _storage.RunAsync(() => database.Candles.OpenTimesAsync(series, range, cancellation), cancellation);

    /// <summary>What ought to be there, where our clock and the exchange's agree on it.</summary>
    private TimeRange Wanted()
    {
        var length = series.Timeframe.Length;
        var ahead = clockOffset() is { } offset && offset < TimeSpan.Zero ? offset : TimeSpan.Zero;
        var end = series.Timeframe.OpenOf(Now + (long)(ahead - options.Settling).TotalMicroseconds);
        return new TimeRange(series.Timeframe.OpenOf(end - Math.Max(length, (long)options.History.TotalMicroseconds)), end);
    }

    /// <summary>After a start as much of the newest as one request brings is asked for in any case: candles may have been corrected meanwhile.</summary>
    private List<TimeRange> WithNewest(IReadOnlyList<TimeRange> missing, TimeRange range)
    {
        var from = Math.Max(range.From, range.To - (client.CandlesPerRequest * series.Timeframe.Length));
        return [.. missing.Select(m => m with { To = Math.Min(m.To, from) }).Where(m => !m.IsEmpty), range with { From = from }];
    }

    /// <summary>Gaps that fit into one request together are asked for together; the newest come first.</summary>
    private List<TimeRange> Windows(IReadOnlyList<TimeRange> missing)
    {
        var most = client.CandlesPerRequest * series.Timeframe.Length;
        var windows = new List<TimeRange>();
        foreach (var gap in missing)
        {
            if (windows.Count > 0 && gap.To - windows[^1].From <= most)
            {
                windows[^1] = windows[^1] with { To = gap.To };
            }
            else
            {
                windows.Add(gap);
            }
        }

        windows.Reverse();
        return windows;
    }

    private async Task InTurnAsync(Action act, CancellationToken cancellation)
    {
        await _turn.WaitAsync(cancellation);
        act();
        _turn.Release();
    }
}
