using ActorTrading.Market.Candles;
using ActorTrading.Storage.MarketData;

namespace ActorTrading.Engine.MarketData;

/// <summary>
/// Brings rows that are computed from candles up to date. Where rows and candles disagree, everything from the first such candle on is removed at once and computed
/// again from the anchor before it, so that what is stored is always the beginning of a computation over the whole series, bit for bit, whatever ended the process in between.
/// </summary>
/// <param name="rows">What is computed and where it is stored.</param>
internal sealed class DerivedSeries(MarketDatabase database, IDerivedRows rows, MarketDataOptions options)
{
    /// <param name="from">Candles before are known to agree.</param>
    /// <param name="progress">Told the rows stored so far.</param>
    /// <returns>Rows that were computed.</returns>
    public async Task<long> RefreshAsync(SeriesId series, long from, IProgress<long>? progress, CancellationToken cancellationToken)
    {
        if (await rows.FirstStaleAsync(series, from, cancellationToken) is not { } stale)
        {
            return 0;
        }

        await rows.DeleteFromAsync(series, stale, cancellationToken);
        var run = rows.Begin(series);
        var seen = long.MinValue;
        if (await rows.AnchorBeforeAsync(series, stale, cancellationToken) is { } anchor)
        {
            using var reader = new BinaryReader(new MemoryStream(anchor.State));
            run.Load(reader);
            seen = anchor.OpenTime;
        }

        var anchors = new List<Anchor>();
        long count = 0;
        await foreach (var candle in database.Candles.ReadAsync(series, new TimeRange(seen == long.MinValue ? seen : seen + 1, long.MaxValue), cancellationToken))
        {
            // The second of two candles of one time, where somebody took the unique constraint away, is not part of the series.
            if (!candle.IsFinal || candle.OpenTime <= seen)
            {
                continue;
            }

            seen = candle.OpenTime;
            var isKept = candle.OpenTime >= stale;
            run.Add(candle, isKept);
            if (!isKept)
            {
                continue;
            }

            count++;
            if (run.Seen % options.AnchorEvery == 0)
            {
                anchors.Add(new Anchor(candle.OpenTime, StateOf(run)));
            }

            if (run.Waiting >= options.BatchRows)
            {
                await run.StoreAsync(anchors, cancellationToken);
                anchors.Clear();
                progress?.Report(count);
            }
        }

        await run.StoreAsync(anchors, cancellationToken);
        return count;
    }

    private static byte[] StateOf(IDerivedComputation run)
    {
        using var stream = new MemoryStream();
        using var writer = new BinaryWriter(stream);
        run.Save(writer);
        return stream.ToArray();
    }
}
