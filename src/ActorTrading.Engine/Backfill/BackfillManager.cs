using System.Collections.Concurrent;
using ActorTrading.Feeds.Exchanges;
using ActorTrading.Market;
using ActorTrading.Market.Candles;
using ActorTrading.Storage;
using ActorTrading.Storage.MarketData;

namespace ActorTrading.Engine.Backfill;

/// <summary>
/// Fetches history that is not stored yet. What is stored is the only state: a run may die at any moment, or run twice at once, and the next one
/// asks for what is missing then.
/// </summary>
public sealed class BackfillManager(MarketDatabase database, IExchangeClient client, BackfillOptions options, TimeProvider time)
{
    /// <summary>
    /// Told candles that closed a hole between stored ones or replaced a stored one, when they are on the disk, so that whoever has worked with the hole
    /// hears of them. Null: nobody is told.
    /// </summary>
    public Func<SeriesId, IReadOnlyList<Candle>, CancellationToken, Task>? Corrections { get; init; }

    /// <summary>Fetches what is missing, several series at once, the newest candles first.</summary>
    /// <param name="progress">Called from several threads.</param>
    /// <exception cref="ArgumentException">The request is out of range.</exception>
    /// <exception cref="StorageException">The database failed, tried again where that can help; what was stored stays.</exception>
    /// <exception cref="OperationCanceledException">What was stored stays.</exception>
    public async Task<BackfillReport> RunAsync(BackfillRequest request, IProgress<BackfillProgress>? progress, CancellationToken cancellation)
    {
        request.Validate();
        var started = ExchangeClock.Micros(time.GetUtcNow());
        var before = client.Statistics;
        var reach = new Reach();
        var span = new TimeRange(Begin(request.Months), await ExchangeClock.NowAsync(client, reach, time, cancellation));
        var listings = new ConcurrentDictionary<Symbol, Task<Listing>>();
        var series = request.Symbols.SelectMany(_ => request.Timeframes, (symbol, timeframe) => new SeriesId(symbol, timeframe)).ToList();
        var done = new SeriesBackfill[series.Count];
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = options.Parallelism, CancellationToken = cancellation };
        await Parallel.ForEachAsync(Enumerable.Range(0, series.Count), parallel, async (i, ct) =>
        {
            Task<Listing> ListedAsync() => listings.GetOrAdd(series[i].Symbol, symbol => Listing.AskAsync(client, reach, symbol, ct));
            var one = new SeriesHistory(database, client, reach, options, time, series[i], Corrections);
            done[i] = await one.RunAsync(span, ListedAsync, request.DryRun, progress, ct);
        });
        var after = client.Statistics;
        return new BackfillReport(client.Name, request.DryRun, started, ExchangeClock.Micros(time.GetUtcNow()), after.Requests - before.Requests, after.Retries - before.Retries, done);
    }

    /// <summary>Midnight, so that all runs of a day want the same.</summary>
    private long Begin(int months) => ExchangeClock.Micros(new DateTimeOffset(time.GetUtcNow().UtcDateTime.Date.AddMonths(-months), TimeSpan.Zero));
}
