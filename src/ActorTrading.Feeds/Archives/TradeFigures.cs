namespace ActorTrading.Feeds.Archives;

/// <summary>What only a file of trades has.</summary>
/// <param name="RepeatedIds">Rows with a trade id that an earlier row has.</param>
/// <param name="Buys">Trades whose taker bought.</param>
/// <param name="Sells">Trades whose taker sold.</param>
/// <param name="Delay">Receive minus exchange time; null where the file has no receive times.</param>
public sealed record TradeFigures(long RepeatedIds, long Buys, long Sells, ReceiveDelay? Delay);
