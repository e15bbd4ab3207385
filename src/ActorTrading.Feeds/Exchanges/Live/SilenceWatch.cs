namespace ActorTrading.Feeds.Exchanges.Live;

/// <summary>
/// Learns how often a subscription brings something, and says when it is silent for much longer: a feed that froze although its connection lives.
/// The expected interval is an exponential mean over some fifty arrivals. Pure; times are readings of one monotonic clock.
/// </summary>
internal sealed class SilenceWatch(double intervals, TimeSpan least, TimeSpan most)
{
    private const double Share = 0.02;
    private const int EnoughArrivals = 10;

    private TimeSpan _last;
    private double _mean;
    private int _arrivals;

    /// <summary>How long silence is not remarkable; the longest there is until enough has come to tell.</summary>
    public TimeSpan Limit => _arrivals < EnoughArrivals ? most : TimeSpan.FromSeconds(Math.Clamp(_mean * intervals, least.TotalSeconds, most.TotalSeconds));

    /// <summary>Begins to wait; what was learned stays.</summary>
    public void Begin(TimeSpan now) => _last = now;

    public void Arrived(TimeSpan now)
    {
        var interval = (now - _last).TotalSeconds;
        _last = now;
        _arrivals = Math.Min(_arrivals + 1, EnoughArrivals);

        // The first interval is the wait for the first arrival and tells nothing.
        _mean = _arrivals == 1 ? 0 : _arrivals == 2 ? interval : _mean + ((interval - _mean) * Share);
    }

    public bool IsSilent(TimeSpan now) => now - _last > Limit;
}
