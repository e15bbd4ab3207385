namespace ActorTrading.Market.Features;

/// <summary>One column of the feature row.</summary>
/// <param name="Name">Stable name, snake case.</param>
/// <param name="Definition">What it is, in the terms of <see cref="FeatureCatalog"/>.</param>
/// <param name="Range">Values it can take.</param>
public sealed record FeatureDefinition(string Name, string Definition, string Range);
