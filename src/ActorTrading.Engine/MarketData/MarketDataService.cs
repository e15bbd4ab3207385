using System.Collections.Concurrent;
using ActorTrading.Engine.Signals;
using ActorTrading.Engine.TrainingData;
using ActorTrading.Market.Candles;
using ActorTrading.Storage;
using ActorTrading.Storage.MarketData;

namespace ActorTrading.Engine.MarketData;

/// <summary>
/// Saves candles and everything computed from them, always in the order candles, indicators, training rows, labels, outcomes of signals. Each step begins by comparing what
/// is stored with the candles, so that whatever a crash left undone is done by the next save or refresh of the series.
/// </summary>
/// <remarks>
/// Candles may come in by any other way too: whatever is stored or deleted through <see cref="MarketDatabase.Candles"/> is noted, and computed by <see cref="RefreshChangedAsync"/> or the next
/// save of the series. Indicators equal those of one computation over the whole stored series bit for bit: a late or corrected candle removes and recomputes the rows from it on, beginning
/// with the state stored at most <see cref="MarketDataOptions.AnchorEvery"/> candles before. A history that is written backwards, page by page, is best stored whole and refreshed once.
/// For any number of threads; one series is worked on by one at a time. Lives as long as its database.
/// </remarks>
public sealed class MarketDataService
{
    /// <summary>Stands for "rows and candles agree".</summary>
    private const long Nowhere = long.MaxValue;

    /// <summary>A series whose candles keep coming, such as a history that is written backwards, is computed again after it rested for this many times as long as it took.</summary>
    private const int RestTimes = 10;

    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<SeriesId, SemaphoreSlim> _locks = new();

    /// <summary>Open time from which on candles and rows of a series may disagree. The first look at a series, and the first after a failure, is at all of it: whatever ended may have ended between two steps.</summary>
    private readonly ConcurrentDictionary<SeriesId, long> _changed = new();

    private readonly MarketDatabase _database;
    private readonly TrainingDataService _training;
    private readonly SignalService _signals;
    private readonly DerivedSeries _indicators;

    public MarketDataService(MarketDatabase database, TrainingDataService training, SignalService signals, MarketDataOptions options)
    {
        _database = database;
        _training = training;
        _signals = signals;
        _indicators = new DerivedSeries(database, new IndicatorRows(database), options.Validate());
        database.Candles.Changed += NoteChange;
    }

    /// <summary>Stores candles by the one rule of versions, then brings what depends on them up to date; all on the disk on completion.</summary>
    /// <param name="candles">In any order.</param>
    public Task<SaveResult> SaveAsync(SeriesId series, ReadOnlyMemory<Candle> candles, CancellationToken cancellationToken) => AloneAsync(series, async () =>
    {
        var stored = await _database.Candles.UpsertAsync(series, candles, cancellationToken);
        return new SaveResult(stored, await UpdateAsync(series, null, cancellationToken));
    }, cancellationToken);

    /// <summary>Compares a whole series with what was computed from it, and computes what is missing or stale.</summary>
    public Task<RefreshResult> RefreshAsync(SeriesId series, CancellationToken cancellationToken) => RefreshAsync(series, null, cancellationToken);

    /// <inheritdoc cref="RefreshAsync(SeriesId, CancellationToken)"/>
    /// <param name="progress">Told the rows stored so far, of indicators and then of training.</param>
    public Task<RefreshResult> RefreshAsync(SeriesId series, IProgress<long>? progress, CancellationToken cancellationToken) => AloneAsync(series, () =>
    {
        _changed[series] = long.MinValue;
        return UpdateAsync(series, progress, cancellationToken);
    }, cancellationToken);

    /// <summary>Computes what follows from candles that were stored or deleted by any way since it was computed last.</summary>
    public async Task<RefreshResult> RefreshChangedAsync(CancellationToken cancellationToken)
    {
        var total = default(RefreshResult);
        foreach (var (series, _) in _changed.Where(c => c.Value != Nowhere).OrderBy(c => c.Key))
        {
            total += await AloneAsync(series, () => UpdateAsync(series, null, cancellationToken), cancellationToken);
        }

        return total;
    }

    /// <summary>As <see cref="RefreshChangedAsync"/>, about once a second until cancelled; less often where it is much work.</summary>
    /// <exception cref="StorageException">The database cannot be read or written; nothing of what changed is forgotten.</exception>
    public async Task KeepUpAsync(TimeProvider clock, CancellationToken cancellationToken)
    {
        while (true)
        {
            var started = clock.GetTimestamp();
            await RefreshChangedAsync(cancellationToken);
            var rest = clock.GetElapsedTime(started) * RestTimes;
            await Task.Delay(rest > LookEvery ? rest : LookEvery, clock, cancellationToken);
        }
    }

    /// <summary>As <see cref="RefreshAsync(SeriesId, CancellationToken)"/>, every series that has candles.</summary>
    public async Task<RefreshResult> RefreshAllAsync(CancellationToken cancellationToken)
    {
        var total = default(RefreshResult);
        foreach (var summary in await _database.Candles.SummariesAsync(cancellationToken))
        {
            total += await RefreshAsync(summary.Series, cancellationToken);
        }

        return total;
    }

    /// <summary>Fills in the outcomes of signals that were given at or after a time, as far as the candles tell them.</summary>
    public Task<long> RefreshOutcomesAsync(SeriesId series, long time, CancellationToken cancellationToken) =>
        AloneAsync(series, () => _signals.RefreshAsync(series, time, cancellationToken), cancellationToken);

    /// <summary>Computes everything of a series from an open time on anew, whether or not it seems right.</summary>
    public Task<RefreshResult> RecomputeAsync(SeriesId series, long from, CancellationToken cancellationToken) => AloneAsync(series, async () =>
    {
        await _database.Indicators.DeleteFromAsync(series, from, cancellationToken);
        if (_training.Covers(series))
        {
            await _database.Training.DeleteFromAsync(series, FeatureJson.Schema, from, cancellationToken);
        }

        _changed[series] = long.MinValue;
        return await UpdateAsync(series, null, cancellationToken);
    }, cancellationToken);

    private void NoteChange(SeriesId series, long from) => _changed.AddOrUpdate(series, long.MinValue, (_, noted) => Math.Min(noted, from));

    private async Task<RefreshResult> UpdateAsync(SeriesId series, IProgress<long>? progress, CancellationToken cancellationToken)
    {
        // Taken before the work: what changes meanwhile is noted anew.
        var from = long.MinValue;
        _changed.AddOrUpdate(series, Nowhere, (_, noted) =>
        {
            from = noted;
            return Nowhere;
        });
        if (from == Nowhere)
        {
            return default;
        }

        try
        {
            var indicators = await _indicators.RefreshAsync(series, from, progress, cancellationToken);
            var training = await _training.RefreshAsync(series, from, progress, cancellationToken);
            var outcomes = await _signals.RefreshAsync(series, from, cancellationToken);
            return new RefreshResult(indicators, training.Rows, training.Labels, outcomes);
        }
        catch
        {
            _changed[series] = long.MinValue;
            throw;
        }
    }

    private async Task<T> AloneAsync<T>(SeriesId series, Func<Task<T>> work, CancellationToken cancellationToken)
    {
        var turn = _locks.GetOrAdd(series, _ => new SemaphoreSlim(1));
        await turn.WaitAsync(cancellationToken);
        try
        {
            return await work();
        }
        finally
        {
            turn.Release();
        }
    }
}
