namespace ActorTrading.Engine.Events;

/// <param name="Weight">Share of the expert in the blend, 0 to 1.</param>
/// <param name="Version">The model version that answered, for example the first digits of its artifact's sha256, or <c>online</c>.</param>
public sealed record ExpertShare(string Name, string Version, double Weight);
