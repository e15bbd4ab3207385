using ActorTrading.Market.Candles;

namespace ActorTrading.Market.Tests.Candles;

/// <summary>Candles out of random numbers, few enough values that versions meet and agree at times.</summary>
internal static class RandomCandles
{
    public static readonly Timeframe Grid = Timeframe.M5;

    private static readonly CandleSource[] Sources = [CandleSource.Derived, CandleSource.Import, CandleSource.Okx, CandleSource.Binance];

    /// <summary>In order of arrival.</summary>
    public static Candle[] Of(IEnumerable<int> seeds) => [.. seeds.Select(Of)];

    public static Candle Of(int seed)
    {
        var bits = (uint)seed * 2_654_435_761u;
        var price = 100 + (bits >> 8) % 3;
        var bar = new Bar((bits % 12) * Grid.Length, price, price + 2, price - 1, price + 1, (bits >> 12) % 2 * 5, 0, (bits >> 14) % 3 * 7m, (int)((bits >> 16) % 3));
        return new Candle(bar, Sources[(bits >> 20) % 4], IsFinal: (bits >> 24) % 3 != 0);
    }

    /// <summary>By open time; versions of one candle stay in their order of arrival.</summary>
    public static Candle[] Ascending(IEnumerable<Candle> candles) => [.. candles.OrderBy(c => c.OpenTime)];
}
