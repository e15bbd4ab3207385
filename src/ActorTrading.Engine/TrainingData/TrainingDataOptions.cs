using ActorTrading.Market;
using ActorTrading.Market.Labels;

namespace ActorTrading.Engine.TrainingData;

/// <summary>What is learned from; immutable, derived by <c>with</c>.</summary>
public sealed record TrainingDataOptions
{
    /// <summary>Series of these lengths get training rows. Default 5m. A horizon that is no multiple of the length stays without label.</summary>
    public IReadOnlyList<Timeframe> Timeframes { get; init; } = [Timeframe.M5];

    /// <summary>Where a move begins to count as down or up. Default ±1 %. Labels that are stored keep those they were made with.</summary>
    public LabelThresholds Thresholds { get; init; } = new();
}
