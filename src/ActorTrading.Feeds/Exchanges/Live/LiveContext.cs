namespace ActorTrading.Feeds.Exchanges.Live;

/// <summary>What the connections of an exchange are made with.</summary>
/// <param name="ClockOffset">The exchange's clock minus ours; null as long as it is not known.</param>
/// <param name="Changed">Called in the connection's turn at each change of its state.</param>
internal sealed record LiveContext(
    LiveOptions Options, IExchangeClient Client, TimeProvider Time, ConnectSocket Connect, Func<TimeSpan?> ClockOffset, Action<ConnectionStatus> Changed);
