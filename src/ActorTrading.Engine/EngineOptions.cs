using ActorTrading.Engine.Predictors;
using ActorTrading.Market;
using ActorTrading.Market.Labels;
using ActorTrading.Market.Quality;

namespace ActorTrading.Engine;

/// <summary>What the engine needs to know; immutable, derived by <c>with</c>.</summary>
public sealed record EngineOptions
{
    /// <summary>One feature row and one forecast per horizon for each closed bar of this length. Default 5m.</summary>
    public Timeframe DecisionTimeframe { get; init; } = Timeframe.M5;

    /// <summary>How far ahead to look; each longer than or equal to the decision timeframe. Default 1h, 4h, 24h.</summary>
    public IReadOnlyList<Horizon> Horizons { get; init; } = [Horizon.H1, Horizon.H4, Horizon.H24];

    /// <summary>Where a move begins to count as down or up. Default ±1 %.</summary>
    public LabelThresholds Thresholds { get; init; } = new();

    public TickGateOptions TickGate { get; init; } = new();

    public BarGateOptions BarGate { get; init; } = new();

    /// <summary>A feed that is silent for longer than this, in µs of event time, is reported as a jump. Default 15 min.</summary>
    public long Silence { get; init; } = 900_000_000;

    public ForecastOptions Forecast { get; init; } = new();

    public ModelSupervision Supervision { get; init; } = new();

    /// <summary>Closed bars kept in memory per timeframe for queries. Default 500.</summary>
    public int BarsRetained { get; init; } = 500;

    /// <summary>Events after which a symbol saves its state. Default 5,000.</summary>
    public int SnapshotEvery { get; init; } = 5000;

    /// <exception cref="ArgumentOutOfRangeException">A value is out of its range; the message names it.</exception>
    public EngineOptions Validate()
    {
        if (Horizons.Count == 0 || Horizons.Distinct().Count() != Horizons.Count)
        {
            throw new ArgumentOutOfRangeException(nameof(Horizons), string.Join(' ', Horizons), "One or more horizons, each once.");
        }

        foreach (var horizon in Horizons)
        {
            if (horizon.Length < DecisionTimeframe.Length || horizon.Length % DecisionTimeframe.Length != 0)
            {
                throw new ArgumentOutOfRangeException(nameof(Horizons), horizon.Name, $"A horizon is a multiple of the decision timeframe {DecisionTimeframe}.");
            }
        }

        ArgumentOutOfRangeException.ThrowIfLessThan(BarsRetained, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(SnapshotEvery, 1);
        Thresholds.Validate();
        TickGate.Validate();
        BarGate.Validate();
        Forecast.Validate();
        Supervision.Validate();
        return this;
    }
}
