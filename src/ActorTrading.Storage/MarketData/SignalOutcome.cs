using ActorTrading.Market.Labels;

namespace ActorTrading.Storage.MarketData;

/// <summary>What came of a signal at its own horizon.</summary>
/// <param name="Move">Class of the price's move; null where <paramref name="Result"/> is missing, as are the next two.</param>
/// <param name="ReturnPercent">The price's own change, whatever the signal said.</param>
/// <param name="ProfitPercent">Of following the signal.</param>
public readonly record struct SignalOutcome(SignalResult Result, PriceMove? Move, double? ReturnPercent, double? ProfitPercent)
{
    public static SignalOutcome Missing { get; } = new(SignalResult.Missing, null, null, null);
}
