namespace ActorTrading.Storage.MarketData;

/// <summary>What came of a signal. The lower-case names are stored.</summary>
public enum SignalResult
{
    /// <summary>The price went where the signal said.</summary>
    Hit,

    /// <summary>It did not.</summary>
    Miss,

    /// <summary>The candle at the signal's horizon is missing though later ones are stored. A candle that arrives later replaces this.</summary>
    Missing,
}
