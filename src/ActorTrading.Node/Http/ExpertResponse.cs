namespace ActorTrading.Node.Http;

/// <param name="Version">Of the model that answered.</param>
/// <param name="Weight">Its share of the blend.</param>
internal sealed record ExpertResponse(string Name, string Version, double Weight);
