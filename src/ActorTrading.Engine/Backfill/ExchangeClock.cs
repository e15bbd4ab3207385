using ActorTrading.Feeds.Exchanges;

namespace ActorTrading.Engine.Backfill;

/// <summary>Which bars are closed is decided by the exchange's clock; ours is second best.</summary>
internal static class ExchangeClock
{
    public static long Micros(DateTimeOffset at) => (at - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond;

    public static async Task<long> NowAsync(IExchangeClient client, TimeProvider time, CancellationToken cancellation)
    {
        try
        {
            var offset = await client.GetClockOffsetAsync(cancellation);
            return Micros(time.GetUtcNow() + offset);
        }
        catch (ExchangeException)
        {
            // An exchange that cannot tell the time cannot tell candles either; those requests follow and report it.
            return Micros(time.GetUtcNow());
        }
    }
}
