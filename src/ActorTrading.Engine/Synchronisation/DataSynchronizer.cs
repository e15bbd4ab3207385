using System.Threading.Channels;
using ActorTrading.Feeds.Exchanges;
using ActorTrading.Market.Candles;
using ActorTrading.Storage.MarketData;

namespace ActorTrading.Engine.Synchronisation;

/// <summary>
/// Makes one seamless series out of what an exchange pushes and what it has of the past. Live candles are stored as they come; gaps, those between the stored
/// past and the first live candle included, are looked for again and again and fetched. Where both have a candle <see cref="CandleRule"/> decides.
/// </summary>
/// <remarks>
/// Nothing is held up for the other: a live candle that arrives while history is asked for is stored at once, and the answer, which is older, does not replace it.
/// What is stored is the only state, so that it may be stopped at any moment.
/// </remarks>
public sealed class DataSynchronizer
{
    private readonly SynchronizerOptions _options;
    private readonly TimeProvider _time;
    private readonly SynchronizerCounts _counts = new();
    private readonly Dictionary<SeriesId, SeriesLane> _lanes;
    private readonly Channel<(SeriesId Series, IReadOnlyList<Candle> Candles)> _corrections =
        Channel.CreateUnbounded<(SeriesId, IReadOnlyList<Candle>)>(new UnboundedChannelOptions { SingleReader = true });

    private long? _toldAt;

    /// <exception cref="ArgumentException">An option is out of range.</exception>
    public DataSynchronizer(MarketDatabase database, IExchangeClient client, SynchronizerOptions options, TimeProvider time)
    {
        _options = options.Check();
        _time = time;
        _lanes = options.Series.ToDictionary(s => s, s => new SeriesLane(s, database, client, options, time, _counts, () => ClockOffset?.Invoke(), Correct, Tell));
    }

    /// <summary>Told closed candles that came late or were revised, once each at least, in their order; and after a start the newest stored ones. Null: nobody is told.</summary>
    public Func<SeriesId, IReadOnlyList<Candle>, CancellationToken, Task>? Corrections { get; init; }

    /// <summary>Called when a live candle is on the disk and can be read.</summary>
    public Action<LiveCandle>? Stored { get; init; }

    /// <summary>The exchange's clock minus ours; null as long as it is not known. Without it ours counts as right.</summary>
    public Func<TimeSpan?>? ClockOffset { get; init; }

    /// <summary>Told what goes wrong and is tried again, at most once within <see cref="SynchronizerOptions.Interval"/>; from several threads.</summary>
    public Action<string>? Trouble { get; init; }

    public SynchronizerStatus Status => _counts.Status;

    /// <summary>Runs until the live data ends, and stores what it brought.</summary>
    /// <param name="live">Candles of other series and trades are passed over.</param>
    /// <exception cref="Storage.StorageException">The store failed for good.</exception>
    public async Task RunAsync(IAsyncEnumerable<LiveUpdate> live, CancellationToken cancellation)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var queue = Channel.CreateBounded<LiveCandle>(new BoundedChannelOptions(_options.Buffer) { SingleReader = true });
        var storing = StoreAsync(queue.Reader, stop.Token);
        var reading = ReadAsync(live, queue.Writer, stop.Token);
        var looking = LookAgainAndAgainAsync(stop.Token);
        var telling = TellAsync(stop.Token);
        try
        {
            // The first of them that breaks ends all; reading and storing together end by themselves when the live data does.
            var ended = Task.WhenAll(reading, storing);
            await await Task.WhenAny(ended, FirstFault(reading, storing, looking, telling));
        }
        finally
        {
            await stop.CancelAsync();
            await Task.WhenAll(reading, storing, looking, telling).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>Looks once through all series for what is missing and fetches it.</summary>
    /// <exception cref="Storage.StorageException">The store failed for good.</exception>
    public async Task LookAsync(CancellationToken cancellation)
    {
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = _options.Parallelism, CancellationToken = cancellation };
        await Parallel.ForEachAsync(_lanes.Values, parallel, async (lane, stop) => await lane.HealAsync(stop));
        if (_options.CheckConsistency)
        {
            await Parallel.ForEachAsync(_lanes.Values, parallel, async (lane, stop) => await lane.CheckAsync(FinerThan(lane.Series), stop));
        }

        Interlocked.Increment(ref _counts.Looks);
    }

    private static async Task FirstFault(params Task[] tasks)
    {
        var left = tasks.ToList();
        while (left.Count > 0)
        {
            var done = await Task.WhenAny(left);
            await done;
            left.Remove(done);
        }
    }

    private SeriesId? FinerThan(SeriesId series)
    {
        var finer = _lanes.Keys.Where(s => s.Symbol == series.Symbol && s.Timeframe < series.Timeframe).ToList();
        return finer.Count == 0 ? null : finer.Max();
    }

    private async Task ReadAsync(IAsyncEnumerable<LiveUpdate> live, ChannelWriter<LiveCandle> queue, CancellationToken cancellation)
    {
        try
        {
            await foreach (var update in live.WithCancellation(cancellation))
            {
                if (update is LiveCandle candle && _lanes.ContainsKey(candle.Series))
                {
                    Interlocked.Increment(ref _counts.Received);
                    await queue.WriteAsync(candle, cancellation);
                }
            }
        }
        finally
        {
            queue.TryComplete();
        }
    }

    private async Task StoreAsync(ChannelReader<LiveCandle> queue, CancellationToken cancellation)
    {
        var batch = new List<LiveCandle>();
        while (await queue.WaitToReadAsync(cancellation))
        {
            batch.Clear();
            while (batch.Count < _options.BatchSize && queue.TryRead(out var candle))
            {
                batch.Add(candle);
            }

            foreach (var group in batch.GroupBy(c => c.Series))
            {
                await _lanes[group.Key].StoreLiveAsync([.. group.Select(c => c.Candle)], cancellation);
                foreach (var candle in group)
                {
                    Stored?.Invoke(candle);
                }
            }
        }
    }

    private async Task LookAgainAndAgainAsync(CancellationToken cancellation)
    {
        using var timer = new PeriodicTimer(_options.Interval, _time);
        await LookAsync(cancellation);
        if (Corrections is not null)
        {
            foreach (var lane in _lanes.Values)
            {
                await lane.RetellAsync(cancellation);
            }
        }

        while (await timer.WaitForNextTickAsync(cancellation))
        {
            await LookAsync(cancellation);
        }
    }

    private void Tell(string problem)
    {
        _counts.Note(problem);
        lock (_counts)
        {
            if (_toldAt is { } told && _time.GetElapsedTime(told) < _options.Interval)
            {
                return;
            }

            _toldAt = _time.GetTimestamp();
        }

        Trouble?.Invoke(problem);
    }

    private void Correct(SeriesId series, IReadOnlyList<Candle> candles)
    {
        if (Corrections is not null && candles.Count > 0)
        {
            _corrections.Writer.TryWrite((series, candles));
        }
    }

    private async Task TellAsync(CancellationToken cancellation)
    {
        await foreach (var (series, candles) in _corrections.Reader.ReadAllAsync(cancellation))
        {
            await Corrections!(series, candles, cancellation);
        }
    }
}
