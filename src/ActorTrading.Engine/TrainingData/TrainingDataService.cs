using ActorTrading.Engine.MarketData;
using ActorTrading.Market;
using ActorTrading.Market.Candles;
using ActorTrading.Storage.MarketData;

namespace ActorTrading.Engine.TrainingData;

/// <summary>
/// Keeps training rows: features at the close of every final candle, by the same <see cref="Market.Features.FeatureEngine"/> as live forecasts, and the move to the close
/// exactly 1 h, 4 h and 24 h later. A label is a function of the stored candles alone: it is there as soon as the candle that closes at its horizon is final, changes when that
/// candle is corrected, goes when it goes, and is never taken from another candle; where later candles are stored and that one is not, the row says so.
/// </summary>
/// <remarks>Features continue from stored states; they equal those of a computation over the whole stored series bit for bit.</remarks>
public sealed class TrainingDataService
{
    private readonly MarketDatabase _database;
    private readonly TrainingDataOptions _options;
    private readonly MarketDataOptions _storing;
    private readonly DerivedSeries _rows;

    public TrainingDataService(MarketDatabase database, TrainingDataOptions options, MarketDataOptions storing)
    {
        _database = database;
        _options = options;
        _storing = storing.Validate();
        _options.Thresholds.Validate();
        _rows = new DerivedSeries(database, new TrainingRows(database), storing);
    }

    /// <summary>Whether this series gets training rows.</summary>
    public bool Covers(SeriesId series) => _options.Timeframes.Contains(series.Timeframe);

    /// <summary>Brings rows and labels of a series up to date with its candles.</summary>
    /// <param name="from">Open time from which on candles may have changed; <see cref="long.MinValue"/> compares everything.</param>
    /// <param name="progress">Told the rows stored so far.</param>
    public async Task<TrainingRefresh> RefreshAsync(SeriesId series, long from, IProgress<long>? progress, CancellationToken cancellationToken)
    {
        if (!Covers(series))
        {
            return default;
        }

        var rows = await _rows.RefreshAsync(series, from, progress, cancellationToken);
        long labels = 0;
        if (await Changes.FromAsync(_database, series, from, cancellationToken) is { } changes)
        {
            foreach (var horizon in TrainingRow.Horizons)
            {
                labels += await LabelAsync(series, horizon, changes, cancellationToken);
            }
        }

        return new TrainingRefresh(rows, labels);
    }

    private async Task<long> LabelAsync(SeriesId series, Horizon horizon, Changes changes, CancellationToken cancellationToken)
    {
        long labels = 0;
        var times = changes.Waiting(horizon);
        while (true)
        {
            var stale = await _database.Training.StaleFuturesAsync(series, FeatureJson.Schema, horizon, times, changes.Newest, _storing.BatchRows, cancellationToken);
            await _database.Training.UpdateAsync(horizon, stale.DistinctBy(s => s.Id).ToDictionary(s => s.Id, Become), cancellationToken);
            labels += stale.Count;
            if (stale.Count < _storing.BatchRows)
            {
                return labels;
            }

            times = Changes.Behind(times, stale[^1].Time);
        }
    }

    private FuturePrice Become(StaleFuture row) => row.Actual is { } price
        ? new FuturePrice(price, _options.Thresholds.Classify(row.Price, price), null)
        : new FuturePrice(null, null, row.IsDue ? FuturePrice.NoCandle : null);
}
