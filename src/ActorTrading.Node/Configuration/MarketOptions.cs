using ActorTrading.Market;

namespace ActorTrading.Node.Configuration;

/// <summary>Bars and what is to be forecast.</summary>
public sealed record MarketOptions
{
    /// <summary>Bars on which forecasts are made.</summary>
    public required Timeframe DecisionTimeframe { get; init; }

    /// <summary>How far ahead to forecast, shortest first.</summary>
    public required IReadOnlyList<Horizon> Horizons { get; init; }

    /// <summary>A fall by more than this fraction is 'down'.</summary>
    public required double LabelDown { get; init; }

    /// <summary>A rise by more than this fraction is 'up'.</summary>
    public required double LabelUp { get; init; }

    /// <summary>Bars kept in memory per symbol and timeframe.</summary>
    public required int BarsRetained { get; init; }
}
