namespace ActorTrading.Feeds.Exchanges.Rest;

/// <summary>Reads a clock in this program's unit.</summary>
internal static class Clock
{
    /// <summary>µs since the Unix epoch.</summary>
    public static long Micros(TimeProvider time) => Micros(time.GetUtcNow());

    /// <summary>µs since the Unix epoch.</summary>
    public static long Micros(DateTimeOffset time) => (time - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond;
}
