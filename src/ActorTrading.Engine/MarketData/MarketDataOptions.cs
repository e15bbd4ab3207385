namespace ActorTrading.Engine.MarketData;

/// <summary>How indicators and training rows are kept; immutable, derived by <c>with</c>.</summary>
public sealed record MarketDataOptions
{
    /// <summary>Candles between two states that are stored to take up a computation again. Default 1024; from 1. Fewer make a live bar cheaper and the database larger.</summary>
    public int AnchorEvery { get; init; } = 1024;

    /// <summary>Rows stored in one transaction. Default 5000; from 1.</summary>
    public int BatchRows { get; init; } = 5000;

    /// <exception cref="ArgumentOutOfRangeException">A value is out of its range.</exception>
    public MarketDataOptions Validate()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(AnchorEvery, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(BatchRows, 1);
        return this;
    }
}
