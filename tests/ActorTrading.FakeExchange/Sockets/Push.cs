namespace ActorTrading.FakeExchange.Sockets;

/// <summary>A message to a subscriber.</summary>
/// <param name="Text">As it is sent.</param>
/// <param name="IsFinalCandle">Whether it closes a candle.</param>
internal readonly record struct Push(string Text, bool IsFinalCandle = false);
