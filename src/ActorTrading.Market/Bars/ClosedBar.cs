namespace ActorTrading.Market.Bars;

/// <summary>A bar that is complete, with its length.</summary>
public readonly record struct ClosedBar(Timeframe Timeframe, Bar Bar)
{
    /// <summary>The first µs after the bar.</summary>
    public long CloseTime => Bar.OpenTime + Timeframe.Length;
}
