namespace ActorTrading.Feeds.Exchanges.Rest;

/// <summary>
/// Knows an exchange's clock: measured when first needed, and anew when the measurement is old or our own clock was set. Safe for several
/// threads.
/// </summary>
/// <param name="measure">Asks the exchange.</param>
internal sealed class ServerClock(TimeProvider time, Func<CancellationToken, Task<ExchangeAnswer<long>>> measure) : IDisposable
{
    private static readonly TimeSpan Old = TimeSpan.FromMinutes(15);

    /// <summary>More than a clock is slewed by in that time, less than a bar.</summary>
    private static readonly TimeSpan Jump = TimeSpan.FromSeconds(1);

    private readonly SemaphoreSlim _gate = new(1, 1);
    private Measurement? _last;

    public async Task<ServerTime> GetAsync(CancellationToken cancellation)
    {
        if (Known is { } known)
        {
            return known;
        }

        await _gate.WaitAsync(cancellation);
        try
        {
            return Known ?? await MeasureAsync(cancellation);
        }
        finally
        {
            _gate.Release();
        }
    }

    public async Task<ServerTime> MeasureAsync(CancellationToken cancellation)
    {
        var answer = await measure(cancellation);
        var measured = new Measurement(ServerTime.Of(answer), answer.ReceivedAt, time.GetTimestamp());
        _last = measured;
        return measured.Time;
    }

    public void Dispose() => _gate.Dispose();

    /// <summary>Null where it has to be measured.</summary>
    private ServerTime? Known
    {
        get
        {
            if (_last is not { } last)
            {
                return null;
            }

            var age = time.GetElapsedTime(last.At);
            var shown = TimeSpan.FromMicroseconds(Clock.Micros(time) - last.OurClock);
            return age < Old && (shown - age).Duration() < Jump ? last.Time : null;
        }
    }

    /// <param name="OurClock">Our clock then, µs.</param>
    /// <param name="At">Timestamp of the same moment, which no one sets.</param>
    private sealed record Measurement(ServerTime Time, long OurClock, long At);
}
