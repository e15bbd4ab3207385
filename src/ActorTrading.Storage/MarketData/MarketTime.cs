namespace ActorTrading.Storage.MarketData;

/// <summary>The clock in the tables' unit.</summary>
internal static class MarketTime
{
    /// <summary>µs since the Unix epoch, UTC.</summary>
    public static long Now(TimeProvider time) => (time.GetUtcNow() - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond;
}
