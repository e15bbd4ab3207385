using ActorTrading.Market;

namespace ActorTrading.Feeds.Simulated;

/// <summary>A simulated instrument's fixed figures.</summary>
/// <param name="Price">The level that the price slowly comes back to, in quote units.</param>
/// <param name="HourlyVolatility">Typical standard deviation of an hour's log return.</param>
/// <param name="TickSize">Price grid, scaled by <see cref="Fixed.One"/>; some hundred-thousandth of the price.</param>
/// <param name="LotSize">Size grid, scaled by <see cref="Fixed.One"/>.</param>
/// <param name="MedianLots">Median size of a trade, worth some 300 quote units.</param>
internal sealed record Instrument(double Price, double HourlyVolatility, long TickSize, long LotSize, double MedianLots)
{
    private const double MedianWorth = 300;

    /// <summary>The known ones roughly as in 2024; any other gets figures drawn from its name.</summary>
    public static Instrument Of(Symbol symbol) => symbol.Value switch
    {
        "BTC-USDT" => From(60_000, 0.0046),
        "ETH-USDT" => From(3_000, 0.0056),
        "BNB-USDT" => From(550, 0.0052),
        "SOL-USDT" => From(150, 0.0078),
        "XRP-USDT" => From(0.6, 0.0066),
        "ADA-USDT" => From(0.45, 0.0070),
        "DOGE-USDT" => From(0.12, 0.0078),
        "LINK-USDT" => From(15, 0.0072),
        var name => FromName(Noise.Stream(0, name)),
    };

    private static Instrument FromName(ulong stream) => From(
        Noise.Exp(-4 + (12 * Noise.Uniform(Noise.Bits(stream, 0)))),
        0.0045 + (0.004 * Noise.Uniform(Noise.Bits(stream, 1))));

    private static Instrument From(double price, double hourlyVolatility)
    {
        var tick = PowerOfTenUpTo(price * Fixed.One / 50_000);
        var size = MedianWorth / price * Fixed.One;
        var lot = PowerOfTenUpTo(size / 20);
        return new Instrument(price, hourlyVolatility, tick, lot, size / lot);
    }

    private static long PowerOfTenUpTo(double scaled)
    {
        var power = 1L;
        while (power * 10 <= scaled)
        {
            power *= 10;
        }

        return power;
    }
}
