namespace ActorTrading.Market;

/// <summary>What a forecast advises. The numbers and the lower-case names are stored: they are never given a new meaning.</summary>
public enum Signal : byte
{
    Hold = 0,
    Buy = 1,
    Sell = 2,
}
