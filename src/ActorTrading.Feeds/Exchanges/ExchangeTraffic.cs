using ActorTrading.Feeds.Exchanges.Rest;

namespace ActorTrading.Feeds.Exchanges;

/// <summary>
/// What all requests from this address to one exchange have in common: how many may still be sent, whether the exchange wants to be left
/// alone, and which of its hosts answer. Given to several clients, they keep the limits together.
/// </summary>
public sealed class ExchangeTraffic
{
    private readonly TimeProvider _time;
    private readonly double _share;
    private readonly long _origin;
    private readonly Lock _gate = new();
    private readonly Dictionary<string, TokenBucket> _buckets = [];
    private TimeSpan _pausedUntil;

    /// <param name="options">Hosts, share of the limits, and when a host is left alone.</param>
    /// <exception cref="ArgumentException">An option is out of range; the message names it.</exception>
    public ExchangeTraffic(ExchangeClientOptions options, TimeProvider time)
    {
        options.Validate();
        _time = time;
        _origin = time.GetTimestamp();
        _share = options.LimitShare;
        Hosts = new HostList(options.RestHosts, options.BreakAfter, options.BreakDuration);
    }

    internal HostList Hosts { get; }

    /// <summary>Since this was made; never goes back.</summary>
    internal TimeSpan Now => _time.GetElapsedTime(_origin);

    /// <summary>How long no request may be sent.</summary>
    internal TimeSpan PausedFor
    {
        get
        {
            lock (_gate)
            {
                var left = _pausedUntil - Now;
                return left > TimeSpan.Zero ? left : TimeSpan.Zero;
            }
        }
    }

    /// <summary>The exchange told its own limit.</summary>
    internal void SetLimit(RateLimit limit)
    {
        lock (_gate)
        {
            BucketOf(limit).Change(limit, _share);
        }
    }

    /// <summary>No request to the exchange, whatever it asks for, in this time.</summary>
    internal void Pause(TimeSpan time)
    {
        lock (_gate)
        {
            var until = Now + time;
            _pausedUntil = until > _pausedUntil ? until : _pausedUntil;
        }
    }

    /// <summary>Tells what the exchange counted in the current window; when that is all we may use, nothing is sent in the rest of the window.</summary>
    internal void Observe(RateLimit limit, long used, TimeSpan restOfWindow)
    {
        bool exhausted;
        lock (_gate)
        {
            exhausted = used >= BucketOf(limit).Usable;
        }

        if (exhausted)
        {
            Pause(restOfWindow);
        }
    }

    /// <summary>Waits until the limits allow a request, which must be sent at once then.</summary>
    /// <param name="mostPause">A ban that lasts longer is not waited for.</param>
    /// <returns>The time waited; null when the ban lasts longer.</returns>
    internal async Task<TimeSpan?> WaitAsync(RateLimit limit, int cost, TimeSpan mostPause, CancellationToken cancellation)
    {
        var begun = Now;
        while (true)
        {
            for (var pause = PausedFor; pause > TimeSpan.Zero; pause = PausedFor)
            {
                if (pause > mostPause)
                {
                    return null;
                }

                await DelayAsync(pause, cancellation);
            }

            TimeSpan wait;
            lock (_gate)
            {
                wait = BucketOf(limit).Take(Now, cost);
            }

            if (wait > TimeSpan.Zero)
            {
                await DelayAsync(wait, cancellation);
            }

            // A ban that came meanwhile would end for all waiting requests at once: they queue up anew.
            if (PausedFor == TimeSpan.Zero)
            {
                return Now - begun;
            }
        }
    }

    /// <summary>Timers count whole milliseconds: the next one is never too early.</summary>
    private Task DelayAsync(TimeSpan wait, CancellationToken cancellation) =>
        Task.Delay(TimeSpan.FromMilliseconds(Math.Ceiling(wait.TotalMilliseconds)), _time, cancellation);

    private TokenBucket BucketOf(RateLimit limit)
    {
        if (!_buckets.TryGetValue(limit.Name, out var bucket))
        {
            bucket = new TokenBucket(limit, _share);
            _buckets.Add(limit.Name, bucket);
        }

        return bucket;
    }
}
