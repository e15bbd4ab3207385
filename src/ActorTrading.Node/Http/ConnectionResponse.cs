using ActorTrading.Feeds.Exchanges.Live;

namespace ActorTrading.Node.Http;

/// <param name="Since">When it came into this state.</param>
/// <param name="LagMilliseconds">From the exchange's time of the last message to its arrival, by the exchange's clock; below 0 where that clock was read as behind.</param>
/// <param name="ClockOffsetMilliseconds">The exchange's clock minus ours; null as long as it could not be measured.</param>
/// <param name="Refused">Subscriptions that the exchange refuses, with its reason.</param>
/// <param name="Faults">Messages that could not be read, by what was wrong.</param>
/// <param name="Gaps">What could not be had, the last hundred.</param>
/// <param name="History">The last hundred states, oldest first.</param>
internal sealed record ConnectionResponse(
    string Name,
    string Exchange,
    string Host,
    ConnectionState State,
    string Since,
    int Reconnects,
    double? LagMilliseconds,
    double? ClockOffsetMilliseconds,
    string? LastMessage,
    long Messages,
    double MessagesPerSecond,
    DeliveryCounts Rows,
    IReadOnlyList<string> Subscriptions,
    IReadOnlyDictionary<string, string> Refused,
    IReadOnlyDictionary<string, long> Faults,
    IReadOnlyList<GapResponse> Gaps,
    IReadOnlyList<StateResponse> History,
    string? LastError)
{
    public static ConnectionResponse From(ConnectionStatus status) => new(
        status.Name,
        status.Exchange,
        status.Host.GetLeftPart(UriPartial.Authority),
        status.State,
        Times.Text(status.Since),
        status.Reconnects,
        status.Lag?.TotalMilliseconds,
        status.ClockOffset?.TotalMilliseconds,
        status.LastMessage is { } last ? Times.Text(last) : null,
        status.Messages,
        Math.Round(status.MessagesPerSecond, 1),
        status.Counts,
        [.. status.Subscriptions.Select(s => s.ToString())],
        status.Refused.ToDictionary(r => r.Key.ToString(), r => r.Value),
        status.Faults,
        [.. status.Gaps.Select(g => new GapResponse(g.Subscription.ToString(), Times.Text(g.FromTime), Times.Text(g.ToTime), g.Missing, g.Reason))],
        [.. status.History.Select(h => new StateResponse(h.State, Times.Text(h.At), h.Reason))],
        status.LastError);
}
