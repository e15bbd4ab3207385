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

    /// <summary>The time that it surely is, whichever of the two clocks is wrong.</summary>
    /// <param name="ours">What our clock shows.</param>
    public long Earliest(long ours) => Math.Min(ours, ours + Offset - Uncertainty);

    /// <summary>The time that it surely is not yet, whichever of the two clocks is wrong.</summary>
    /// <param name="ours">What our clock shows.</param>
    public long Latest(long ours) => Math.Max(ours, ours + Offset + Uncertainty);
}
