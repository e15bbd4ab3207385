namespace ActorTrading.Feeds.Exchanges.Live;

/// <summary>Trade ids that are missing before what has arrived.</summary>
/// <param name="After">The last id that is delivered.</param>
/// <param name="Before">The first id that need not be fetched.</param>
internal readonly record struct TradeHole(long After, long Before)
{
    public long Missing => Before - After - 1;
}
