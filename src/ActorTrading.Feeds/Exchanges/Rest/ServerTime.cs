namespace ActorTrading.Feeds.Exchanges.Rest;

/// <summary>An exchange's clock compared with ours.</summary>
/// <param name="Offset">The exchange's minus ours, µs.</param>
/// <param name="Uncertainty">The offset is right to within this, µs: half the round trip.</param>
internal readonly record struct ServerTime(long Offset, long Uncertainty)
{
    /// <param name="answer">The exchange's clock while it answered, µs.</param>
    public static ServerTime Of(ExchangeAnswer<long> answer)
    {
        var half = (answer.ReceivedAt - answer.SentAt) / 2;
        return new ServerTime(answer.Value - answer.SentAt - half, half + 1000);
    }

    /// <summary>What the exchange's clock shows at least when ours shows a time.</summary>
    public long Earliest(long ours) => ours + Offset - Uncertainty;

    /// <summary>What the exchange's clock shows at most when ours shows a time.</summary>
    public long Latest(long ours) => ours + Offset + Uncertainty;
}
