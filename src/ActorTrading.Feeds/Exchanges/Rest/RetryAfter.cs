namespace ActorTrading.Feeds.Exchanges.Rest;

/// <summary>How long an answer asks to be left alone.</summary>
internal static class RetryAfter
{
    /// <summary>The longest ban of any exchange; a longer one is a mistake of something between, after which it is asked again.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromDays(3);

    /// <param name="now">Our clock, for an answer without a date of its own.</param>
    /// <returns>Null where the answer does not say, or says it in no known form.</returns>
    public static TimeSpan? Of(HttpResponseMessage response, DateTimeOffset now)
    {
        // A date is one of the server's clock, which may differ from ours.
        var header = response.Headers.RetryAfter;
        var wait = header?.Delta ?? header?.Date - (response.Headers.Date ?? now);
        return wait is { } told ? TimeSpan.FromTicks(Math.Clamp(told.Ticks, 0, Longest.Ticks)) : null;
    }
}
