namespace ActorTrading.Market;

/// <summary>The aggressor (taker) of a trade.</summary>
public enum Side : byte
{
    /// <summary>The source did not say.</summary>
    Unknown = 0,

    /// <summary>The taker bought: the trade lifted the offer.</summary>
    Buy = 1,

    /// <summary>The taker sold: the trade hit the bid.</summary>
    Sell = 2,
}
