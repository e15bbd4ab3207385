namespace ActorTrading.Feeds.Exchanges.Rest;

/// <summary>How long an answer asks to be left alone.</summary>
internal static class RetryAfter
{
    /// <param name="now">Our clock, for an answer without a date of its own.</param>
    /// <returns>Null where the answer does not say, or says it in no known form.</returns>
    public static TimeSpan? Of(HttpResponseMessage response, DateTimeOffset now)
    {
        var header = response.Headers.RetryAfter;
        if (header?.Delta is { } delta)
        {
            return delta;
        }

        if (header?.Date is { } date)
        {
            // By the server's clock, which may differ from ours.
            var left = date - (response.Headers.Date ?? now);
            return left > TimeSpan.Zero ? left : TimeSpan.Zero;
        }

        return null;
    }
}
