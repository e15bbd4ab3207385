namespace ActorTrading.Feeds.Exchanges;

/// <summary>How a REST client of an exchange behaves.</summary>
public sealed record ExchangeClientOptions
{
    /// <summary>Addresses of the REST interface, the preferred one first; the next is taken while one fails. At least one.</summary>
    public required IReadOnlyList<Uri> RestHosts { get; init; }

    /// <summary>For one attempt, from sending to the last byte of the answer. Default 30 s; from 10 ms to 10 min.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// For one request with all its attempts and waits. Default 5 min; from <see cref="Timeout"/> to 1 day. A ban that lasts longer is not
    /// waited for.
    /// </summary>
    public TimeSpan TotalTimeout { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Attempts after the first one fails. Default 3; from 0 to 20.</summary>
    public int MaxRetryAttempts { get; init; } = 3;

    /// <summary>Before the first retry, about; each further wait is about twice as long, with jitter. Default 500 ms; from 1 ms to 1 min.</summary>
    public TimeSpan RetryDelay { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>Longest wait before a retry. Default 30 s; at least <see cref="RetryDelay"/>.</summary>
    public TimeSpan MaxRetryDelay { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// The part of the exchange's limits that is used; the rest is left for requests that travel unevenly and for other programs at this
    /// address. Default 0.8; from 0.01 to 100, above 1 only where the exchange has granted more than its published limits.
    /// </summary>
    public double LimitShare { get; init; } = 0.8;

    /// <summary>Failures in a row after which a host is left alone. Default 5; from 1 to 1000.</summary>
    public int BreakAfter { get; init; } = 5;

    /// <summary>How long a host is left alone, after which one request tries it. Default 5 s; from 1 ms to 1 h.</summary>
    public TimeSpan BreakDuration { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Longer answers are refused. Default 16 MiB; from 1 KiB to 1 GiB.</summary>
    public int MaxAnswerBytes { get; init; } = 16 * 1024 * 1024;

    /// <summary>Of the jitter.</summary>
    public ulong Seed { get; init; }

    /// <summary>How the program introduces itself; not empty.</summary>
    public string UserAgent { get; init; } = "ActorTrading";

    /// <summary>Limits, bans and circuits to share with other clients of the same exchange in this process; null for the client's own.</summary>
    public ExchangeTraffic? Traffic { get; init; }

    /// <summary>What sends the requests; null for sockets. The client does not dispose of it.</summary>
    public HttpMessageHandler? Handler { get; init; }

    /// <exception cref="ArgumentException">A value is out of range; the message names it.</exception>
    public ExchangeClientOptions Validate()
    {
        if (RestHosts.Count == 0)
        {
            throw new ArgumentException("RestHosts must name at least one address.", nameof(RestHosts));
        }

        foreach (var host in RestHosts)
        {
            if (!host.IsAbsoluteUri || (host.Scheme != Uri.UriSchemeHttps && host.Scheme != Uri.UriSchemeHttp) || host.PathAndQuery != "/")
            {
                throw new ArgumentException($"RestHosts must be http or https addresses without a path such as https://www.okx.com, not '{host}'.", nameof(RestHosts));
            }
        }

        if (UserAgent.Length == 0 || !UserAgent.All(c => c is > ' ' and < '\x7f'))
        {
            throw new ArgumentException("UserAgent must be one word of printable ASCII.", nameof(UserAgent));
        }

        Within(Timeout, TimeSpan.FromMilliseconds(10), TimeSpan.FromMinutes(10), nameof(Timeout));
        Within(TotalTimeout, Timeout, TimeSpan.FromDays(1), nameof(TotalTimeout));
        Within(MaxRetryAttempts, 0, 20, nameof(MaxRetryAttempts));
        Within(RetryDelay, TimeSpan.FromMilliseconds(1), TimeSpan.FromMinutes(1), nameof(RetryDelay));
        Within(MaxRetryDelay, RetryDelay, TimeSpan.FromHours(1), nameof(MaxRetryDelay));
        Within(LimitShare, 0.01, 100, nameof(LimitShare));
        Within(BreakAfter, 1, 1000, nameof(BreakAfter));
        Within(BreakDuration, TimeSpan.FromMilliseconds(1), TimeSpan.FromHours(1), nameof(BreakDuration));
        Within(MaxAnswerBytes, 1024, 1024 * 1024 * 1024, nameof(MaxAnswerBytes));
        return this;
    }

    private static void Within<T>(T value, T least, T most, string name)
        where T : IComparable<T>
    {
        if (!(value.CompareTo(least) >= 0 && value.CompareTo(most) <= 0))
        {
            throw new ArgumentOutOfRangeException(name, value, $"{name} must be from {least} to {most}.");
        }
    }
}
