namespace ActorTrading.Feeds.Exchanges.Rest;

/// <summary>
/// A token bucket whose burst and refill together stay below the limit in every window, wherever the window begins. An eighth of what
/// may be used is the burst, the rest is refilled evenly. Not safe for several threads.
/// </summary>
/// <remarks>Written as the generic cell rate algorithm (ITU-T I.371, 1993): one time instead of a count and a time.</remarks>
internal sealed class TokenBucket
{
    private const double BurstPart = 0.125;
    private double _burst;
    private double _ticksPerToken;

    /// <summary>When the bucket is full again, in ticks; before now when it is full.</summary>
    private double _full;

    public TokenBucket(RateLimit limit, double share) => Change(limit, share);

    /// <summary>Of the limit, in one window.</summary>
    public double Usable { get; private set; }

    public void Change(RateLimit limit, double share)
    {
        Usable = Math.Max(1, limit.Permits * share);
        _burst = Math.Max(1, Math.Floor(Usable * BurstPart));
        _ticksPerToken = limit.Window.Ticks / Math.Max(1, Usable - _burst);
    }

    /// <summary>Takes tokens, also those of the future: they are the caller's even when it gives up waiting.</summary>
    /// <returns>The wait until they are there.</returns>
    public TimeSpan Take(TimeSpan now, int cost)
    {
        _full = Math.Max(_full, now.Ticks) + (cost * _ticksPerToken);
        var wait = _full - (_burst * _ticksPerToken) - now.Ticks;
        return wait <= 0 ? TimeSpan.Zero : TimeSpan.FromTicks((long)Math.Ceiling(wait));
    }
}
