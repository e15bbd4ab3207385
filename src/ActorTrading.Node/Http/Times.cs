using ActorTrading.Node.Cli;

namespace ActorTrading.Node.Http;

/// <summary>Times on the wire: ISO 8601, UTC.</summary>
internal static class Times
{
    /// <summary>Null for 0, which stands for "none yet".</summary>
    public static string? Text(long micros) => micros == 0 ? null : Days.Text(micros);

    public static string Text(DateTimeOffset time) => Days.Text((time - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond);
}
