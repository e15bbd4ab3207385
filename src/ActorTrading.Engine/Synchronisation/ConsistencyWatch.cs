using ActorTrading.Market;
using ActorTrading.Market.Candles;
using ActorTrading.Market.Quality;
using ActorTrading.Storage.MarketData;

namespace ActorTrading.Engine.Synchronisation;

/// <summary>Checks a growing series piece by piece: each time what is new, with enough before it to tell what is usual.</summary>
internal sealed class ConsistencyWatch(SeriesId series)
{
    private static readonly ConsistencyOptions Options = new();

    private long _checkedTo = long.MinValue;

    /// <param name="finer">The series that must roll up to this one; null for none.</param>
    /// <param name="range">What is looked at the first time.</param>
    public async Task<IReadOnlyList<Finding>> LookAsync(MarketDatabase database, SeriesId? finer, TimeRange range, CancellationToken cancellation)
    {
        var from = Math.Max(range.From, _checkedTo);
        if (from >= range.To)
        {
            return [];
        }

        var bars = await BarsAsync(database, series, new TimeRange(from - (Options.Window * series.Timeframe.Length), range.To), cancellation);
        var checker = new ConsistencyChecker(series.Timeframe, Options);
        checker.Add(bars);
        checker.Finish();
        List<Finding> findings = [.. checker.Findings.Where(f => f.Rule != FindingRule.Gap && f.Time >= from)];
        if (finer is { } parts)
        {
            var fine = await BarsAsync(database, parts, new TimeRange(from, range.To), cancellation);
            findings.AddRange(CrossTimeframeCheck.Compare(fine, parts.Timeframe, bars, series.Timeframe).Findings.Where(f => f.Time >= from));
        }

        // The newest is looked at again: only the row behind it tells whether its wick stands alone.
        _checkedTo = bars.Length == 0 ? from : Math.Max(from, bars[^1].OpenTime);
        return [.. findings.Select(f => f with { Row = -1 })];
    }

    private static async Task<Bar[]> BarsAsync(MarketDatabase database, SeriesId series, TimeRange range, CancellationToken cancellation)
    {
        var bars = new List<Bar>();
        await foreach (var candle in database.Candles.ReadAsync(series, range, cancellation))
        {
            if (candle.IsFinal)
            {
                bars.Add(candle.Bar);
            }
        }

        return [.. bars];
    }
}
