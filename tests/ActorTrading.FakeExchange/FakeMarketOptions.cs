namespace ActorTrading.FakeExchange;

/// <summary>What decides every row the market ever shows.</summary>
public sealed record FakeMarketOptions
{
    /// <summary>The same seed gives the same market.</summary>
    public ulong Seed { get; init; } = 1;

    public IReadOnlyList<FakeListing> Listings { get; init; } = FakeListing.Usual;

    public IReadOnlyList<MarketPhase> Phases { get; init; } = [];

    /// <summary>Trades of an ordinary minute and symbol; from 1 to 10000.</summary>
    public int TradesPerMinute { get; init; } = 4;
}
