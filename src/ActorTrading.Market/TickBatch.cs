namespace ActorTrading.Market;

/// <summary>A feed's ticks.</summary>
/// <param name="Ticks">One or more ticks. Owned by the batch: nobody writes to them after construction.</param>
/// <inheritdoc cref="MarketBatch"/>
public sealed record TickBatch(Symbol Symbol, ReadOnlyMemory<Tick> Ticks, string Source, long Position)
    : MarketBatch(Symbol, Source, Position)
{
    public override int Count => Ticks.Length;
}
