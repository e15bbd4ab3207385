namespace ActorTrading.Feeds.Exchanges.Live;

/// <summary>What is known of a connection at a moment.</summary>
/// <param name="Name">Unique among the connections of a node, such as <c>okx/public/1</c>.</param>
/// <param name="Host">The address in use, or tried last.</param>
/// <param name="Since">When it came into this state.</param>
/// <param name="Reconnects">How often it was lost or given up.</param>
/// <param name="Lag">From the exchange's time of the last message to its arrival, by the exchange's clock; negative where that clock was read as behind. Null before the first.</param>
/// <param name="ClockOffset">The exchange's clock minus ours; null as long as it could not be measured.</param>
/// <param name="Messages">Received so far.</param>
/// <param name="MessagesPerSecond">Over the last ten seconds.</param>
/// <param name="Counts">Rows delivered and what was done for it.</param>
/// <param name="Faults">Messages that could not be read, by the name of what was wrong.</param>
/// <param name="Refused">Subscriptions that the exchange refuses, with its reason.</param>
/// <param name="Gaps">The last hundred, oldest first.</param>
/// <param name="History">The last hundred states, oldest first, this one included.</param>
public sealed record ConnectionStatus(
    string Name,
    string Exchange,
    Uri Host,
    ConnectionState State,
    DateTimeOffset Since,
    int Reconnects,
    TimeSpan? Lag,
    TimeSpan? ClockOffset,
    DateTimeOffset? LastMessage,
    long Messages,
    double MessagesPerSecond,
    DeliveryCounts Counts,
    IReadOnlyList<StreamSubscription> Subscriptions,
    IReadOnlyDictionary<StreamSubscription, string> Refused,
    IReadOnlyDictionary<string, long> Faults,
    IReadOnlyList<FeedGap> Gaps,
    IReadOnlyList<StateChange> History,
    string? LastError);
