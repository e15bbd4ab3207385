using System.Globalization;
using ActorTrading.Node.Cli;

namespace ActorTrading.Node.Http;

/// <summary>Times on the wire: ISO 8601, UTC.</summary>
internal static class Times
{
    /// <summary>What a time in a request may be.</summary>
    public const string Expected = "a time such as 2024-01-31T12:00:00Z, or milliseconds since 1970";

    /// <summary>Null for 0, which stands for "none yet".</summary>
    public static string? Text(long micros) => micros == 0 ? null : Days.Text(micros);

    public static string Text(DateTimeOffset time) => Days.Text((time - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond);

    public static bool TryParse(string text, out long micros)
    {
        if (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var milliseconds) && milliseconds < long.MaxValue / 1000)
        {
            micros = milliseconds * 1000;
            return true;
        }

        var ok = DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time);
        micros = (time - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond;
        return ok;
    }
}
