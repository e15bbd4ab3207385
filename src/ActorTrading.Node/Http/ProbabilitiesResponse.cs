namespace ActorTrading.Node.Http;

/// <summary>Sum 1.</summary>
internal sealed record ProbabilitiesResponse(double Down, double Flat, double Up);
