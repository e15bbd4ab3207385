namespace ActorTrading.Market;

/// <summary>A feed's closed bars, for sources that have candles and no trades.</summary>
/// <param name="Timeframe">The length of every bar in the batch.</param>
/// <param name="Bars">One or more bars. Owned by the batch: nobody writes to them after construction.</param>
/// <inheritdoc cref="MarketBatch"/>
public sealed record BarBatch(Symbol Symbol, Timeframe Timeframe, ReadOnlyMemory<Bar> Bars, string Source, long Position)
    : MarketBatch(Symbol, Source, Position)
{
    public override int Count => Bars.Length;
}
