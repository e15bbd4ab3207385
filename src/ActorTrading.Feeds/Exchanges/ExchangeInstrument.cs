using ActorTrading.Market;

namespace ActorTrading.Feeds.Exchanges;

/// <summary>An instrument as the exchange lists it.</summary>
/// <param name="Instrument">Name and steps.</param>
/// <param name="ListedAt">When trading began, µs; null where the exchange does not tell.</param>
/// <param name="IsTrading">Whether it can be traded now.</param>
public sealed record ExchangeInstrument(Instrument Instrument, long? ListedAt, bool IsTrading);
