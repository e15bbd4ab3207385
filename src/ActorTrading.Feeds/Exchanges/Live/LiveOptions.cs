namespace ActorTrading.Feeds.Exchanges.Live;

/// <summary>How live connections to an exchange behave.</summary>
public sealed record LiveOptions
{
    /// <summary>As in settings and messages: okx or binance.</summary>
    public required string Exchange { get; init; }

    /// <summary>Addresses of the WebSocket interface, the preferred one first; the next is taken while one fails. At least one.</summary>
    public required IReadOnlyList<Uri> Hosts { get; init; }

    /// <summary>Longest wait for a connection. Default 10 s.</summary>
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Longest wait for the answers to all subscriptions of a connection. Default 15 s.</summary>
    public TimeSpan SubscribeTimeout { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>Wait before the first new attempt, of which a random part of up to a half is taken off; doubled from attempt to attempt. Default 1 s.</summary>
    public TimeSpan FirstDelay { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Longest wait between two attempts. Default 30 s; at least <see cref="FirstDelay"/>.</summary>
    public TimeSpan LongestDelay { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Silence of the whole connection after which a sign of life is asked for. Default 20 s: OKX drops a connection after 30 s.</summary>
    public TimeSpan PingAfter { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>How long that sign is waited for. Default 8 s.</summary>
    public TimeSpan PongWithin { get; init; } = TimeSpan.FromSeconds(8);

    /// <summary>A subscription is stale when it is silent for this many expected intervals. Default 20; at least 2.</summary>
    public double StaleIntervals { get; init; } = 20;

    /// <summary>Silence that is never stale, however fast data came before. Default 10 s.</summary>
    public TimeSpan StaleAtLeast { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Silence that is looked into in any case. Default 2 min; at least <see cref="StaleAtLeast"/>.</summary>
    public TimeSpan StaleAtMost { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>How long something out of order is waited for before it is fetched. Default 300 ms.</summary>
    public TimeSpan ReorderWindow { get; init; } = TimeSpan.FromMilliseconds(300);

    /// <summary>How long what is missing is asked for before it is given up and said to be a gap. Default 2 min.</summary>
    public TimeSpan HealWithin { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>Trades that were missed for longer are not fetched one by one. Default 6 h.</summary>
    public TimeSpan LongestCatchUp { get; init; } = TimeSpan.FromHours(6);

    /// <summary>Rows per subscription kept while something before them is missing. Default 10,000.</summary>
    public int MostEarly { get; init; } = 10_000;

    /// <summary>Messages received and not yet looked at; the exchange waits beyond. Default 1,024.</summary>
    public int Buffer { get; init; } = 1024;

    /// <summary>A longer message is passed over. Default 1 MiB.</summary>
    public int MostMessageBytes { get; init; } = 1024 * 1024;

    /// <summary>Age at which a connection is replaced where the exchange limits its life to 24 h. Default 23 h 30 min.</summary>
    public TimeSpan LongestLife { get; init; } = new(23, 30, 0);

    /// <summary>Time between two looks at what is due. Default 100 ms.</summary>
    public TimeSpan CheckEvery { get; init; } = TimeSpan.FromMilliseconds(100);

    /// <summary>Time between two readings of the exchange's clock. Default 10 min.</summary>
    public TimeSpan ClockEvery { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>Of the random part of delays.</summary>
    public ulong Seed { get; init; }

    /// <exception cref="ArgumentException">A value is out of range; the message names it.</exception>
    public LiveOptions Validate()
    {
        if (Hosts.Count == 0 || Hosts.Any(h => !h.IsAbsoluteUri || h.Scheme is not ("ws" or "wss")))
        {
            throw new ArgumentException($"Hosts must be one or more addresses such as wss://ws.okx.com:8443, not [{string.Join(", ", Hosts)}].", nameof(Hosts));
        }

        foreach (var (name, value) in new[]
        {
            (nameof(ConnectTimeout), ConnectTimeout), (nameof(SubscribeTimeout), SubscribeTimeout), (nameof(FirstDelay), FirstDelay),
            (nameof(PingAfter), PingAfter), (nameof(PongWithin), PongWithin), (nameof(StaleAtLeast), StaleAtLeast), (nameof(ReorderWindow), ReorderWindow),
            (nameof(HealWithin), HealWithin), (nameof(LongestCatchUp), LongestCatchUp), (nameof(LongestLife), LongestLife), (nameof(CheckEvery), CheckEvery),
            (nameof(ClockEvery), ClockEvery),
        })
        {
            Within(value, TimeSpan.FromMilliseconds(1), TimeSpan.FromDays(30), name);
        }

        Within(LongestDelay, FirstDelay, TimeSpan.FromDays(1), nameof(LongestDelay));
        Within(StaleAtMost, StaleAtLeast, TimeSpan.FromDays(1), nameof(StaleAtMost));
        Within(StaleIntervals, 2, 1_000_000, nameof(StaleIntervals));
        Within(MostEarly, 1, 10_000_000, nameof(MostEarly));
        Within(Buffer, 1, 1_000_000, nameof(Buffer));
        Within(MostMessageBytes, 1024, 1 << 30, nameof(MostMessageBytes));
        return this;
    }

    private static void Within<T>(T value, T least, T most, string name)
        where T : IComparable<T>
    {
        if (value.CompareTo(least) < 0 || value.CompareTo(most) > 0)
        {
            throw new ArgumentOutOfRangeException(name, value, $"{name} must be from {least} to {most}.");
        }
    }
}
