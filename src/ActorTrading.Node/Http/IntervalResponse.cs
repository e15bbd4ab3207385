namespace ActorTrading.Node.Http;

/// <summary>Where the simple return over the horizon lies with probability <paramref name="Level"/>.</summary>
internal sealed record IntervalResponse(double Level, double Low, double High);
