using System.Collections.Concurrent;
using ActorTrading.Engine.Backfill;
using ActorTrading.Feeds.Exchanges;
using ActorTrading.Market;
using ActorTrading.Market.Candles;
using ActorTrading.Storage;
using ActorTrading.Storage.MarketData;

namespace ActorTrading.Engine.Maintenance;

/// <summary>
/// Keeps stored candles right: closes gaps, removes duplicates, replaces what differs from what the exchange publishes. Repairs are idempotent, so that
/// a run may die at any moment; a run after a complete one changes nothing.
/// </summary>
public sealed class Maintainer(MarketDatabase database, IExchangeClient client, MaintenanceOptions options, TimeProvider time)
{
    /// <inheritdoc cref="BackfillManager.Corrections"/>
    public Func<SeriesId, IReadOnlyList<Candle>, CancellationToken, Task>? Corrections { get; init; }

    /// <param name="progress">Called from several threads.</param>
    /// <exception cref="ArgumentException">The request is out of range.</exception>
    /// <exception cref="StorageException">The database failed, tried again where that can help; what was repaired stays.</exception>
    /// <exception cref="OperationCanceledException">What was repaired stays.</exception>
    public async Task<MaintenanceReport> RunAsync(MaintenanceRequest request, IProgress<BackfillProgress>? progress, CancellationToken cancellation)
    {
        request.Validate();
        var storage = new SteadyStorage(options.Fetch.StorageRetries, time);
        var started = ExchangeClock.Micros(time.GetUtcNow());
        var removed = request.DryRun ? 0 : await storage.RunAsync(() => database.Candles.RemoveDuplicatesAsync(cancellation), cancellation);
        var stored = await storage.RunAsync(() => database.Candles.SummariesAsync(cancellation), cancellation);
        var reach = new Reach();
        var now = await ExchangeClock.NowAsync(client, reach, time, cancellation);
        var series = Chosen(request, stored, now);
        var first = stored.ToDictionary(s => s.Series, s => s.First);
        var listings = new ConcurrentDictionary<Symbol, Task<Listing>>();
        var done = new SeriesMaintenance[series.Count];
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = options.Fetch.Parallelism, CancellationToken = cancellation };
        await Parallel.ForEachAsync(Enumerable.Range(0, series.Count), parallel, async (i, ct) =>
        {
            var listing = await listings.GetOrAdd(series[i].Symbol, symbol => Listing.AskAsync(client, reach, symbol, ct));
            var range = Grid(series[i].Timeframe, request.Window is { } window ? now - (long)window.TotalMicroseconds : first.GetValueOrDefault(series[i], now), now);
            done[i] = await new SeriesUpkeep(database, client, reach, options, time, series[i], request.DryRun, Corrections).RunAsync(range, listing, progress, ct);
        });
        if (options.CheckConsistency)
        {
            await CheckUncomparedAsync(done, storage, cancellation);
        }

        return new MaintenanceReport(client.Name, request.DryRun, started, ExchangeClock.Micros(time.GetUtcNow()), removed, done);
    }

    /// <summary>What could not be compared with the exchange is at least compared with itself.</summary>
    private async Task CheckUncomparedAsync(SeriesMaintenance[] done, SteadyStorage storage, CancellationToken cancellation)
    {
        for (var i = 1; i < done.Length; i++)
        {
            if (done[i].Series.Symbol == done[i - 1].Series.Symbol)
            {
                var contradictions = await UncomparedCheck.RunAsync(database, storage, done[i - 1], done[i], cancellation);
                done[i] = done[i] with { Left = [.. done[i].Left, .. contradictions] };
            }
        }
    }

    private List<SeriesId> Chosen(MaintenanceRequest request, IReadOnlyList<SeriesSummary> stored, long now)
    {
        var activeSince = now - (long)options.ActiveWithin.TotalMicroseconds;
        var symbols = request.Symbols.Count > 0
            ? request.Symbols
            : [.. stored.Where(s => s.Last >= activeSince).Select(s => s.Series.Symbol), .. request.Configured];
        return [.. symbols.Distinct().Order().SelectMany(_ => request.Timeframes.Distinct().Order(), (symbol, timeframe) => new SeriesId(symbol, timeframe))];
    }

    /// <summary>From the bar on in which the window begins, so that a window of a day and a bit holds the last whole day.</summary>
    private TimeRange Grid(Timeframe timeframe, long from, long now)
    {
        var first = timeframe.OpenOf(from);
        return new TimeRange(first, Math.Max(first, timeframe.OpenOf(now - (long)options.Fetch.Settling.TotalMicroseconds)));
    }
}
