using ActorTrading.Engine.Symbols;
using ActorTrading.Market.Labels;

namespace ActorTrading.Engine.Models;

/// <summary>A row whose horizon has passed.</summary>
/// <param name="Return">Simple return over the horizon.</param>
public sealed record LabelledRow(FeatureRow Row, PriceMove Move, double Return);
