using ActorTrading.Market;

namespace ActorTrading.FakeExchange;

/// <summary>An instrument of the fake exchange.</summary>
/// <param name="Symbol">On OKX named as it stands, but -PERP is -SWAP there; on Binance, which has spot only, without the dashes.</param>
/// <param name="ListedAt">µs; the first minute that has trades. On the minute.</param>
/// <param name="StartPrice">Scaled by 1e8; the price wanders around it.</param>
/// <param name="TickSize">Scaled by 1e8; all prices are multiples.</param>
/// <param name="LotSize">Scaled by 1e8; all sizes are multiples. Tick times lot is at least 1e-8, so that eight digits show every quote volume exactly.</param>
public sealed record FakeListing(Symbol Symbol, long ListedAt, long StartPrice, long TickSize, long LotSize)
{
    /// <summary>2020-01-01 UTC.</summary>
    public const long LongAgo = 1_577_836_800_000_000;

    /// <summary>BTC-USDT, ETH-USDT and SOL-USDT, all listed <see cref="LongAgo"/>.</summary>
    public static IReadOnlyList<FakeListing> Usual { get; } =
    [
        new(Symbol.Parse("BTC-USDT"), LongAgo, 50_000 * Fixed.One, Fixed.One / 10, Fixed.One / 100_000),
        new(Symbol.Parse("ETH-USDT"), LongAgo, 3_000 * Fixed.One, Fixed.One / 100, Fixed.One / 10_000),
        new(Symbol.Parse("SOL-USDT"), LongAgo, 150 * Fixed.One, Fixed.One / 100, Fixed.One / 1_000),
    ];

    /// <summary>One more, with steps that suit most prices.</summary>
    public static FakeListing Of(string symbol, long listedAt = LongAgo, long startPrice = 100 * Fixed.One) =>
        new(Symbol.Parse(symbol), listedAt, startPrice, Fixed.One / 100, Fixed.One / 1_000);

    internal bool IsPerpetual => Symbol.Value.EndsWith("-PERP", StringComparison.Ordinal);

    /// <summary>What OKX calls it.</summary>
    internal string OkxName => IsPerpetual ? $"{Symbol.Value[..^"-PERP".Length]}-SWAP" : Symbol.Value;

    /// <summary>What OKX calls its kind.</summary>
    internal string OkxType => IsPerpetual ? "SWAP" : "SPOT";

    internal FakeListing Validate()
    {
        if (ListedAt % MarketPhase.Minute != 0 || StartPrice <= 0 || TickSize <= 0 || LotSize <= 0 || (decimal)TickSize * LotSize < Fixed.One)
        {
            throw new ArgumentException($"The listing of {Symbol} needs a minute to begin at, prices above 0 and steps whose product is at least 1e-8.");
        }

        return this;
    }
}
