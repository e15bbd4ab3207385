using ActorTrading.Engine.Events;
using ActorTrading.Market.Bars;

namespace ActorTrading.Engine.Symbols;

/// <summary>What a batch led to. The lists belong to the pipeline and are valid until its next call.</summary>
/// <param name="Refused">Rows the gate did not let pass.</param>
/// <param name="Closed">Bars that closed, in order of their closing.</param>
/// <param name="Rows">Feature rows of the decision bars among them.</param>
public sealed record PipelineResult(IReadOnlyList<RefusedRow> Refused, IReadOnlyList<ClosedBar> Closed, IReadOnlyList<FeatureRow> Rows);
