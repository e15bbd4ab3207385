using ActorTrading.Engine.Models;
using ActorTrading.Engine.Symbols;

namespace ActorTrading.Engine.Predictors;

/// <summary>One decision bar for a model: what to learn first, then the row to predict.</summary>
/// <param name="Predict">False while history warms the model up: it sees the bar but is not asked.</param>
internal sealed record ModelStep(FeatureRow Row, IReadOnlyList<LabelledRow> Learn, bool Predict);
