namespace ActorTrading.Market.Labels;

/// <summary>What the price did over a horizon: the three classes of every forecast.</summary>
public enum PriceMove : byte
{
    /// <summary>Fell by more than the threshold.</summary>
    Down = 0,

    /// <summary>Stayed within the thresholds, bounds included.</summary>
    Flat = 1,

    /// <summary>Rose by more than the threshold.</summary>
    Up = 2,
}
