namespace ActorTrading.Node.Http;

internal sealed record BarsResponse(string Symbol, string Timeframe, string Source, bool Simulated, IReadOnlyList<BarResponse> Bars);
