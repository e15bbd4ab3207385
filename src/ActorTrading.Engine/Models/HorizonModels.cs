namespace ActorTrading.Engine.Models;

/// <summary>The experts of one horizon and the state its blend starts from.</summary>
/// <param name="BlendState">As training left it; null for none.</param>
public sealed record HorizonModels(IReadOnlyList<ModelSpec> Specs, byte[]? BlendState);
