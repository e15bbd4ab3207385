using ActorTrading.Feeds.Exchanges;

namespace ActorTrading.Engine.Backfill;

/// <summary>Which bars are closed is decided by the exchange's clock; ours is second best.</summary>
internal static class ExchangeClock
{
    public static long Micros(DateTimeOffset at) => (at - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond;

    public static async Task<long> NowAsync(IExchangeClient client, Reach reach, TimeProvider time, CancellationToken cancellation)
    {
        try
        {
            var offset = await client.GetClockOffsetAsync(cancellation);
            reach.Answered();
            return Micros(time.GetUtcNow() + offset);
        }
        catch (ExchangeException failure)
        {
            reach.Failed(failure);
            return Micros(time.GetUtcNow());
        }
    }
}
