using System.Collections.Concurrent;
using ActorTrading.Engine.Signals;
using ActorTrading.Engine.TrainingData;
using ActorTrading.Market.Candles;
using ActorTrading.Storage.MarketData;

namespace ActorTrading.Engine.MarketData;

/// <summary>
/// Saves candles and everything computed from them, always in the order candles, indicators, training rows, labels, outcomes of signals. Each step begins by comparing what
/// is stored with the candles, so that whatever a crash left undone is done by the next save or refresh of the series.
/// </summary>
/// <remarks>
/// Indicators equal those of one computation over the whole stored series bit for bit: a late or corrected candle removes and recomputes the rows from it on, beginning with
/// the state stored at most <see cref="MarketDataOptions.AnchorEvery"/> candles before. Saving a history backwards, page by page, would recompute everything after each page:
/// store its candles first and refresh once. For any number of threads; one series is worked on by one at a time.
/// </remarks>
public sealed class MarketDataService
{
    private readonly ConcurrentDictionary<SeriesId, SemaphoreSlim> _locks = new();
    private readonly ConcurrentDictionary<SeriesId, bool> _compared = new();
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
    }

    /// <summary>Stores candles by the one rule of versions, then brings what depends on them up to date; all on the disk on completion.</summary>
    /// <param name="candles">In any order.</param>
    public Task<SaveResult> SaveAsync(SeriesId series, ReadOnlyMemory<Candle> candles, CancellationToken cancellationToken) => AloneAsync(series, async () =>
    {
        var stored = await _database.Candles.UpsertAsync(series, candles, cancellationToken);
        var first = long.MaxValue;
        foreach (ref readonly var candle in candles.Span)
        {
            first = Math.Min(first, candle.OpenTime);
        }

        var derived = candles.IsEmpty ? default : await RefreshAsync(series, first, cancellationToken);
        return new SaveResult(stored, derived);
    }, cancellationToken);

    /// <summary>Compares a whole series with what was computed from it, and computes what is missing or stale.</summary>
    public Task<RefreshResult> RefreshAsync(SeriesId series, CancellationToken cancellationToken) =>
        AloneAsync(series, () => RefreshAsync(series, long.MinValue, cancellationToken), cancellationToken);

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

        return await RefreshAsync(series, long.MinValue, cancellationToken);
    }, cancellationToken);

    private async Task<RefreshResult> RefreshAsync(SeriesId series, long from, CancellationToken cancellationToken)
    {
        // The first look at a series, and the first after a failure, is at all of it: an earlier process may have ended between two steps.
        var first = _compared.ContainsKey(series) ? from : long.MinValue;
        _compared.TryRemove(series, out _);
        var indicators = await _indicators.RefreshAsync(series, first, cancellationToken);
        var training = await _training.RefreshAsync(series, first, cancellationToken);
        var outcomes = await _signals.RefreshAsync(series, first, cancellationToken);
        _compared[series] = true;
        return new RefreshResult(indicators, training.Rows, training.Labels, outcomes);
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
