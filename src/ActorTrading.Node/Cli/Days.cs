using System.Globalization;

namespace ActorTrading.Node.Cli;

/// <summary>Days on the command line.</summary>
internal static class Days
{
    /// <summary>The first moment after a day (UTC), µs since the epoch; null for none given.</summary>
    /// <exception cref="UsageException">The text is no day.</exception>
    public static long? EndOf(string? text, string option)
    {
        if (text is null)
        {
            return null;
        }

        if (!DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
        {
            throw new UsageException($"{option} '{text}' is not a day: write it as 2023-12-31");
        }

        // The day is added to the span: the last date there is has no date after it.
        return (day.ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc) - DateTime.UnixEpoch + TimeSpan.FromDays(1)).Ticks / TimeSpan.TicksPerMicrosecond;
    }

    /// <summary>Event time for people: ISO 8601 to the millisecond.</summary>
    public static string Text(long micros) =>
        DateTime.UnixEpoch.AddTicks(micros * TimeSpan.TicksPerMicrosecond).ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture);
}
