namespace ActorTrading.Node.Configuration;

/// <summary>What an exchange is asked to push.</summary>
public enum FeedChannel
{
    Trades,

    Candles,
}
