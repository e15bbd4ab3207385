using ActorTrading.Engine.Events;
using ActorTrading.Engine.Symbols;

namespace ActorTrading.Engine.Predictors;

/// <summary>Asks a predictor for its step at one decision bar.</summary>
/// <param name="Warm">The bar lies before the live feed: see it, forecast nothing.</param>
/// <param name="Recovering">The bar comes from the journal: how long a model takes over it says nothing, and must not change what it was.</param>
/// <param name="Faults">Failures known from the journal for this bar; empty when live.</param>
internal sealed record ForecastRow(FeatureRow Row, bool Warm, IReadOnlyList<ModelFailed> Faults, bool Recovering = false);
