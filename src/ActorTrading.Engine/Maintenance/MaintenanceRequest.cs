using ActorTrading.Market;

namespace ActorTrading.Engine.Maintenance;

/// <summary>What is to be looked after.</summary>
public sealed record MaintenanceRequest
{
    /// <summary>These alone; empty: those with recent candles, and <see cref="Configured"/>.</summary>
    public IReadOnlyList<Symbol> Symbols { get; init; } = [];

    /// <summary>Looked after even where nothing is stored yet.</summary>
    public IReadOnlyList<Symbol> Configured { get; init; } = [];

    /// <summary>At least one.</summary>
    public required IReadOnlyList<Timeframe> Timeframes { get; init; }

    /// <summary>How far back from now, the bar in which that lies included; null: everything that is stored. Default 25 h, above 0.</summary>
    public TimeSpan? Window { get; init; } = TimeSpan.FromHours(25);

    /// <summary>Everything is looked at and compared with the exchange, nothing is changed.</summary>
    public bool DryRun { get; init; }

    /// <exception cref="ArgumentException">A value is out of range; the message names it.</exception>
    public MaintenanceRequest Validate()
    {
        if (Timeframes.Count == 0)
        {
            throw new ArgumentException("Timeframes must be named.");
        }

        return Window is { } window && (window <= TimeSpan.Zero || window > TimeSpan.FromDays(36_500))
            ? throw new ArgumentException($"Window is {window}; it must be above 0 and at most 100 years.")
            : this;
    }
}
