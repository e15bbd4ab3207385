using ActorTrading.Feeds.Observations;
using ActorTrading.Node.Configuration;
using ActorTrading.Node.Logging;
using ActorTrading.Storage;
using ActorTrading.Storage.MarketData;

namespace ActorTrading.Node.Composition;

/// <summary>Fetches every series that has a pace, at once and then whenever its time has come. A source that fails is told and asked again next time.</summary>
internal sealed class SeriesPoller : IAsyncDisposable
{
    private static readonly TimeSpan EndWithin = TimeSpan.FromSeconds(3);

    private readonly CancellationTokenSource _stop = new();
    private readonly TimeProvider _clock;
    private readonly Task _running;

    /// <param name="database">Stays open.</param>
    public SeriesPoller(IReadOnlyList<SeriesOptions> series, MarketDatabase database, TimeProvider clock, ILogger logger)
    {
        _clock = clock;
        _running = Task.WhenAll(series.Where(s => s.Every > TimeSpan.Zero).Select(s => PollAsync(s, database, clock, logger)));
    }

    public async ValueTask DisposeAsync()
    {
        if (await _running.EndAsync(_stop, EndWithin, _clock))
        {
            _stop.Dispose();
        }
    }

    private async Task PollAsync(SeriesOptions series, MarketDatabase database, TimeProvider clock, ILogger logger)
    {
        try
        {
            while (true)
            {
                try
                {
                    var (fetch, added) = await SeriesFetcher.FetchAsync(series, database, clock, _stop.Token);
                    logger.SeriesFetched(series.Name, fetch.Observations.Count, added!.Inserted, added.Revised, fetch.Refused.Count);
                }
                catch (Exception cause) when (!_stop.IsCancellationRequested)
                {
                    // The edge of this side of the node: whatever one source fails from must not end the others, and is told.
                    logger.SeriesFailed(cause is ObservationException or StorageException ? null : cause, series.Name, cause.Message);
                }

                await Task.Delay(series.Every, clock, _stop.Token);
            }
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            // Stopping.
        }
    }
}
