namespace ActorTrading.FakeExchange;

/// <summary>An exchange on loopback that speaks the public protocols of OKX and Binance over real HTTP and WebSocket, and misbehaves on command.</summary>
public sealed class FakeExchangeServer
{
}
