using ActorTrading.Engine.MarketData;
using ActorTrading.Market;
using ActorTrading.Market.Candles;
using ActorTrading.Market.Labels;
using ActorTrading.Storage.MarketData;

namespace ActorTrading.Engine.Signals;

/// <summary>
/// Fills in what became of signals: the close exactly 1 h, 4 h and 24 h later of the series that the signal was given on, and result and profit at the signal's own horizon. As with labels, an
/// outcome is a function of the stored candles alone: never early, never from another candle, corrected with the candle.
/// </summary>
public sealed class SignalService(MarketDatabase database, LabelThresholds thresholds, MarketDataOptions storing)
{
    /// <param name="from">Open time from which on candles may have changed; <see cref="long.MinValue"/> compares everything.</param>
    /// <returns>Outcomes filled in or changed, each horizon by itself.</returns>
    public async Task<long> RefreshAsync(SeriesId series, long from, CancellationToken cancellationToken)
    {
        if (await Changes.FromAsync(database, series, from, cancellationToken) is not { } changes)
        {
            return 0;
        }

        long outcomes = 0;
        foreach (var horizon in TrainingRow.Horizons)
        {
            var times = changes.Waiting(horizon);
            while (true)
            {
                var stale = await database.Signals.StaleAsync(series, horizon, times, changes.Newest, storing.BatchRows, cancellationToken);
                await database.Signals.UpdateAsync(horizon, [.. stale.DistinctBy(s => s.Future.Id).Select(s => new SignalUpdate(s, s.Future.Actual, OutcomeOf(s)))], cancellationToken);
                outcomes += stale.Count;
                if (stale.Count < storing.BatchRows)
                {
                    break;
                }

                times = Changes.Behind(times, stale[^1].Future.Time);
            }
        }

        return outcomes;
    }

    /// <summary>Counts, hit rates and profits beside what guessing alike would have earned.</summary>
    /// <param name="symbol">Null for all.</param>
    public async Task<SignalStatistics> StatisticsAsync(Symbol? symbol, TimeRange range, CancellationToken cancellationToken) =>
        SignalStatistics.Of(await database.Signals.CountsAsync(symbol, range, cancellationToken));

    private SignalOutcome? OutcomeOf(StaleSignal signal) => signal.Future switch
    {
        { Actual: { } after } => SignalJudge.Judge(signal.Signal, signal.Future.Price, after, thresholds),
        { IsDue: true } => SignalOutcome.Missing,
        _ => null,
    };
}
