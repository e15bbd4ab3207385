using ActorTrading.Market.Labels;

namespace ActorTrading.Storage.MarketData;

/// <summary>The price at one horizon. All null: its time has not come.</summary>
/// <param name="Price">Close of the final candle that closes exactly then, scaled by 1e8; never that of another candle.</param>
/// <param name="Label">The class of the move; known where <paramref name="Price"/> is.</param>
/// <param name="Missing">Why the price is not known though its time has passed, such as <see cref="NoCandle"/>; a candle that arrives later takes it away.</param>
public readonly record struct FuturePrice(long? Price, PriceMove? Label, string? Missing)
{
    /// <summary>A later candle is stored and the one that closes at the horizon is not.</summary>
    public const string NoCandle = "no candle";
}
