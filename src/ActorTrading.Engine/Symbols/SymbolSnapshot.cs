using ActorTrading.Market;

namespace ActorTrading.Engine.Symbols;

/// <summary>The whole state of a symbol at a moment when nothing was under way.</summary>
/// <param name="Pipeline">State of gate, bars, features and retained bars.</param>
/// <param name="Artifact">Name of the pre-trained models the predictors' state belongs to.</param>
/// <param name="Predictors">State of blend, pending forecasts and models, by horizon.</param>
public sealed record SymbolSnapshot(byte[] Pipeline, string Artifact, IReadOnlyDictionary<Horizon, byte[]> Predictors);
