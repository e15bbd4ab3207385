using ActorTrading.Storage.MarketData;

namespace ActorTrading.Engine.Retention;

/// <summary>Removes old rows in batches, each a short transaction of its own: who writes meanwhile waits for one batch at most.</summary>
public sealed class RetentionService(MarketDatabase database, RetentionOptions options)
{
    private readonly RetentionOptions _options = options.Validate();

    /// <param name="now">The market's time, µs since the Unix epoch, UTC.</param>
    public async Task<RetentionReport> RunAsync(long now, CancellationToken cancellationToken)
    {
        var candles = await RemoveAsync(_options.Candles, now, (time, batch) => database.Candles.DeleteBeforeAsync(time, batch, cancellationToken), cancellationToken);
        if (_options.Candles is { } kept)
        {
            await database.Anchors.DeleteBeforeAsync(now - Micros(kept), cancellationToken);
        }

        return new RetentionReport(
            candles,
            await RemoveAsync(_options.Indicators, now, async (time, batch) => await database.Indicators.DeleteBeforeAsync(time, batch, cancellationToken), cancellationToken),
            await RemoveAsync(_options.TrainingRows, now, async (time, batch) => await database.Training.DeleteBeforeAsync(time, batch, cancellationToken), cancellationToken),
            await RemoveAsync(_options.Analyses, now, async (time, batch) => await database.Analyses.DeleteBeforeAsync(time, batch, cancellationToken), cancellationToken),
            await RemoveAsync(_options.Signals, now, async (time, batch) => await database.Signals.DeleteBeforeAsync(time, batch, cancellationToken), cancellationToken));
    }

    private static long Micros(TimeSpan time) => time.Ticks / TimeSpan.TicksPerMicrosecond;

    private async Task<long> RemoveAsync(TimeSpan? kept, long now, Func<long, int, Task<long>> remove, CancellationToken cancellationToken)
    {
        if (kept is not { } time)
        {
            return 0;
        }

        long removed = 0;
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var batch = await remove(now - Micros(time), _options.BatchRows);
            removed += batch;
            if (batch < _options.BatchRows)
            {
                return removed;
            }
        }
    }
}
