namespace ActorTrading.Feeds.Exchanges.Rest;

/// <summary>Knows an exchange's clock: measured when first needed, and anew when the measurement is old. Safe for several threads.</summary>
/// <param name="measure">Asks the exchange.</param>
internal sealed class ServerClock(TimeProvider time, Func<CancellationToken, Task<ExchangeAnswer<long>>> measure) : IDisposable
{
    private static readonly TimeSpan Old = TimeSpan.FromMinutes(15);
    private readonly SemaphoreSlim _gate = new(1, 1);
    private Measurement? _last;

    public async Task<ServerTime> GetAsync(CancellationToken cancellation)
    {
        if (_last is { } known && time.GetElapsedTime(known.At) < Old)
        {
            return known.Time;
        }

        await _gate.WaitAsync(cancellation);
        try
        {
            return _last is { } measured && time.GetElapsedTime(measured.At) < Old ? measured.Time : await MeasureAsync(cancellation);
        }
        finally
        {
            _gate.Release();
        }
    }

    public async Task<ServerTime> MeasureAsync(CancellationToken cancellation)
    {
        var measured = new Measurement(ServerTime.Of(await measure(cancellation)), time.GetTimestamp());
        _last = measured;
        return measured.Time;
    }

    public void Dispose() => _gate.Dispose();

    private sealed record Measurement(ServerTime Time, long At);
}
