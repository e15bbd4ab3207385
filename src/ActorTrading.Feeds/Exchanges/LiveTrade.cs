using ActorTrading.Market;

namespace ActorTrading.Feeds.Exchanges;

/// <summary>A trade that an exchange pushed, or that was fetched to close a hole between two pushes.</summary>
/// <inheritdoc cref="LiveUpdate"/>
public sealed record LiveTrade(Symbol Symbol, Tick Tick, long ReceivedAt) : LiveUpdate(ReceivedAt);
