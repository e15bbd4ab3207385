using System.Globalization;
using ActorTrading.Node.Cli;

namespace ActorTrading.Node.Http;

/// <summary>Times on the wire: ISO 8601, UTC.</summary>
internal static class Times
{
    /// <summary>What a time in a request may be.</summary>
    public const string Expected = "a time such as 2024-01-31T12:00:00Z, or milliseconds since 1970";

    private static readonly string[] Formats = ["yyyy-MM-dd", "yyyy-MM-dd'T'HH:mmK", "yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK"];

    /// <summary>Null for 0, which stands for "none yet".</summary>
    public static string? Text(long micros) => micros == 0 ? null : Days.Text(micros);

    public static string Text(DateTimeOffset time) => Days.Text((time - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond);

    /// <summary>Only what cannot be misread: not a time of some day, nor a date whose day and month could be exchanged.</summary>
    public static bool TryParse(string text, out long micros)
    {
        if (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var milliseconds) && milliseconds < long.MaxValue / 1000)
        {
            micros = milliseconds * 1000;
            return true;
        }

        var ok = DateTimeOffset.TryParseExact(text, Formats, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time);
        micros = (time - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond;
        return ok;
    }
}
