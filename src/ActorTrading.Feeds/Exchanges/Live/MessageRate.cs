namespace ActorTrading.Feeds.Exchanges.Live;

/// <summary>Counts per second over the last ten seconds. Pure; times are readings of one monotonic clock.</summary>
internal sealed class MessageRate
{
    private const int Seconds = 10;

    private readonly long[] _counts = new long[Seconds];
    private readonly long[] _second = new long[Seconds];

    public long Total { get; private set; }

    public void Add(TimeSpan now)
    {
        var second = (long)now.TotalSeconds;
        var at = second % Seconds;
        if (_second[at] != second)
        {
            (_second[at], _counts[at]) = (second, 0);
        }

        _counts[at]++;
        Total++;
    }

    public double PerSecond(TimeSpan now)
    {
        var second = (long)now.TotalSeconds;
        var sum = 0L;
        for (var i = 0; i < Seconds; i++)
        {
            sum += second - _second[i] < Seconds ? _counts[i] : 0;
        }

        return sum / Math.Clamp(now.TotalSeconds, 1, Seconds);
    }
}
