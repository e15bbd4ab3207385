using ActorTrading.Market;

namespace ActorTrading.Feeds.Exchanges.Live;

/// <summary>A pushed trade; an exchange may merge several prints of one taker order into it.</summary>
/// <param name="Tick">Its id is that of the last print.</param>
/// <param name="FirstId">Id of the first print; equal to the tick's where nothing was merged.</param>
internal readonly record struct StreamTrade(Tick Tick, long FirstId);
