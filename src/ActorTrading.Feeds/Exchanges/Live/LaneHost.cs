using ActorTrading.Market.Candles;

namespace ActorTrading.Feeds.Exchanges.Live;

/// <summary>What the subscriptions of a connection share.</summary>
internal sealed class LaneHost(
    LiveOptions options, IExchangeClient client, TimeProvider time, Func<TimeSpan?> clockOffset, Func<LiveUpdate, ValueTask> deliver, CancellationToken stop)
{
    private const int GapsKept = 100;

    private readonly long _begun = time.GetTimestamp();
    private readonly Queue<FeedGap> _gaps = new();

    public LiveOptions Options => options;

    public IExchangeClient Client => client;

    public Func<LiveUpdate, ValueTask> Deliver => deliver;

    public TimeProvider Time => time;

    public CancellationToken Stop => stop;

    /// <summary>Puts something into the connection's own turn.</summary>
    public required Func<Func<ValueTask>, CancellationToken, ValueTask> Post { get; init; }

    public SortedDictionary<string, long> Faults { get; } = new(StringComparer.Ordinal);

    public IReadOnlyList<FeedGap> Gaps => [.. _gaps];

    public string? LastError { get; set; }

    /// <summary>A monotonic clock, from 0.</summary>
    public TimeSpan Now => time.GetElapsedTime(_begun);

    /// <summary>Our clock, µs since the Unix epoch.</summary>
    public long Clock => (time.GetUtcNow() - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond;

    public TimeSpan? ClockOffset => clockOffset();

    /// <summary>The exchange's clock as far as it is known, µs since the Unix epoch.</summary>
    public long ExchangeClock => Clock + ((ClockOffset ?? TimeSpan.Zero).Ticks / TimeSpan.TicksPerMicrosecond);

    public void Fault(string fault, string detail)
    {
        Faults[fault] = Faults.GetValueOrDefault(fault) + 1;
        LastError = $"{fault}: {detail}";
    }

    public void Gap(FeedGap gap)
    {
        if (_gaps.Count == GapsKept)
        {
            _gaps.Dequeue();
        }

        _gaps.Enqueue(gap);
        LastError = $"{gap.Subscription}: {gap.Reason}";
    }

    public TimeRange UntilNow(long from) => new(from, ExchangeClock + 1);
}
