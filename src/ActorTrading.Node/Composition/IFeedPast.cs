using ActorTrading.Market;

namespace ActorTrading.Node.Composition;

/// <summary>What a feed can tell of the time before it goes live.</summary>
internal interface IFeedPast
{
    /// <summary>The earliest that models are trained on, µs.</summary>
    long From { get; }

    /// <summary>Where a new symbol stands when the live feed begins: rows of the feed before that.</summary>
    long PositionOf(Symbol symbol);

    /// <summary>The closed bars that open in [from, to), ascending.</summary>
    Task<ReadOnlyMemory<Bar>> BarsAsync(Symbol symbol, Timeframe timeframe, long from, long to, CancellationToken cancellation);
}
