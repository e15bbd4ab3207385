namespace ActorTrading.Engine.Events;

public enum Signal : byte
{
    Hold = 0,
    Buy = 1,
    Sell = 2,
}
