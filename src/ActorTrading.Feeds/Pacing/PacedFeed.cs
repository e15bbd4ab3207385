using System.Runtime.CompilerServices;
using ActorTrading.Market;

namespace ActorTrading.Feeds.Pacing;

/// <summary>
/// Lets a feed pass at a given speed: a batch is delivered when its last event is due, counted from the first event of the
/// first batch of this reading. A consumer that falls behind catches up; nothing is dropped and nothing is fetched while waiting.
/// </summary>
public sealed class PacedFeed : IFeed
{
    // Timers take at most some 49 days; longer waits are made of several.
    private static readonly TimeSpan LongestWait = TimeSpan.FromDays(1);

    private readonly IFeed _feed;
    private readonly PacedFeedOptions _options;
    private readonly TimeProvider _clock;

    public PacedFeed(IFeed feed, double speed, TimeProvider clock)
        : this(feed, new PacedFeedOptions { Speed = speed }, clock)
    {
    }

    public PacedFeed(IFeed feed, PacedFeedOptions options, TimeProvider clock)
    {
        ArgumentNullException.ThrowIfNull(feed);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(clock);
        options.Validate();
        (_feed, _options, _clock) = (feed, options, clock);
    }

    /// <summary>The inner feed's name: pacing changes no row.</summary>
    public string Name => _feed.Name;

    public bool IsSimulated => _feed.IsSimulated;

    public IReadOnlyList<Symbol> Symbols => _feed.Symbols;

    public IAsyncEnumerable<MarketBatch> ReadAsync(IReadOnlyDictionary<Symbol, long> positions, CancellationToken cancellation) =>
        double.IsPositiveInfinity(_options.Speed) ? _feed.ReadAsync(positions, cancellation) : PaceAsync(positions, cancellation);

    private async IAsyncEnumerable<MarketBatch> PaceAsync(
        IReadOnlyDictionary<Symbol, long> positions, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var silence = _options.LongestSilence == Timeout.InfiniteTimeSpan
            ? long.MaxValue
            : _options.LongestSilence.Ticks / TimeSpan.TicksPerMicrosecond;
        long? origin = null;
        var reached = 0L;
        var begun = 0L;
        await foreach (var batch in _feed.ReadAsync(positions, cancellation).WithCancellation(cancellation))
        {
            var last = EventTime.LastOf(batch);
            if (origin is null)
            {
                origin = reached = EventTime.FirstOf(batch);
                begun = _clock.GetTimestamp();
            }

            // What was skipped moves the origin, so that everything later is due that much earlier.
            var first = EventTime.FirstOf(batch);
            if (first - reached > silence)
            {
                origin += first - reached - silence;
            }

            reached = Math.Max(reached, last);
            await WaitAsync(begun, (last - origin.Value) / _options.Speed, cancellation);
            yield return batch;
        }
    }

    private async Task WaitAsync(long begun, double dueMicros, CancellationToken cancellation)
    {
        while (true)
        {
            cancellation.ThrowIfCancellationRequested();
            var left = dueMicros - _clock.GetElapsedTime(begun).TotalMicroseconds;
            if (left <= 0)
            {
                return;
            }

            // Rounded up to the timer's millisecond: waking early would only mean waiting again.
            var wait = TimeSpan.FromMilliseconds(Math.Min(Math.Ceiling(left / 1000), LongestWait.TotalMilliseconds));
            await Task.Delay(wait, _clock, cancellation);
        }
    }
}
