namespace ActorTrading.Engine.Models;

/// <summary>How to make a fresh instance of an expert, and the weight it starts with.</summary>
public sealed record ModelSpec(string Name, string Version, double InitialWeight, Func<IForecastModel> Create);
