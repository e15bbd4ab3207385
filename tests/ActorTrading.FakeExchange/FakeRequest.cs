namespace ActorTrading.FakeExchange;

/// <summary>A request as the exchange saw it.</summary>
/// <param name="Time">When it came, by the exchange's connection clock.</param>
/// <param name="Endpoint">The path.</param>
/// <param name="Query">As it was sent, with the question mark.</param>
/// <param name="Weight">What it costs; always 1 on OKX.</param>
/// <param name="OverLimit">Whether it broke the exchange's limit.</param>
/// <param name="WhileToldToWait">Whether it came before the time that a Retry-After had named.</param>
/// <param name="Fault">What went wrong with it on purpose.</param>
public sealed record FakeRequest(DateTimeOffset Time, string Endpoint, string Query, int Weight, bool OverLimit, bool WhileToldToWait, FaultKind? Fault);
