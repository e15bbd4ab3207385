using ActorTrading.FakeExchange.Pricing;
using ActorTrading.Market;

namespace ActorTrading.FakeExchange.Rest;

/// <summary>Binance rows: prices are strings of eight decimals, times and counts are numbers.</summary>
internal static class BinanceRows
{
    /// <param name="bar">The values.</param>
    /// <param name="length">Of the bar, µs.</param>
    /// <param name="unit">µs per unit of the times: 1000, or 1 where microseconds were asked for.</param>
    public static string Kline(Bar bar, long length, long unit) =>
        $"[{bar.OpenTime / unit},\"{Digits.Eight(bar.Open)}\",\"{Digits.Eight(bar.High)}\",\"{Digits.Eight(bar.Low)}\",\"{Digits.Eight(bar.Close)}\",\"{Digits.Eight(bar.Volume)}\"," +
        $"{((bar.OpenTime + length) / unit) - 1},\"{Digits.Eight(bar.QuoteVolume)}\",{bar.Trades},\"{Digits.Eight(bar.BuyVolume)}\",\"{Digits.Eight(BuyQuote(bar))}\",\"0\"]";

    public static string AggTrade(Tick tick, long unit) => $"{{{AggTradeFields(tick, unit)}}}";

    public static string AggTradePush(Symbol symbol, Tick tick, long now) =>
        $"{{\"e\":\"aggTrade\",\"E\":{now / 1000},\"s\":\"{Name(symbol)}\",{AggTradeFields(tick, 1000)}}}";

    public static string Trade(Tick tick, long unit) =>
        $"{{\"id\":{tick.Id},\"price\":\"{Digits.Eight(tick.Price)}\",\"qty\":\"{Digits.Eight(tick.Size)}\",\"quoteQty\":\"{Digits.Eight((decimal)tick.Price * tick.Size / Fixed.One / Fixed.One)}\"," +
        $"\"time\":{tick.Time / unit},\"isBuyerMaker\":{Maker(tick)},\"isBestMatch\":true}}";

    public static string TradePush(Symbol symbol, Tick tick, long now) =>
        $"{{\"e\":\"trade\",\"E\":{now / 1000},\"s\":\"{Name(symbol)}\",\"t\":{tick.Id},\"p\":\"{Digits.Eight(tick.Price)}\",\"q\":\"{Digits.Eight(tick.Size)}\"," +
        $"\"T\":{tick.Time / 1000},\"m\":{Maker(tick)},\"M\":true}}";

    public static string KlinePush(Symbol symbol, string interval, Bar bar, long length, bool isFinal, (long First, long Last) ids, long now) =>
        $"{{\"e\":\"kline\",\"E\":{now / 1000},\"s\":\"{Name(symbol)}\",\"k\":{{\"t\":{bar.OpenTime / 1000},\"T\":{((bar.OpenTime + length) / 1000) - 1},\"s\":\"{Name(symbol)}\",\"i\":\"{interval}\"," +
        $"\"f\":{ids.First},\"L\":{ids.Last},\"o\":\"{Digits.Eight(bar.Open)}\",\"c\":\"{Digits.Eight(bar.Close)}\",\"h\":\"{Digits.Eight(bar.High)}\",\"l\":\"{Digits.Eight(bar.Low)}\"," +
        $"\"v\":\"{Digits.Eight(bar.Volume)}\",\"n\":{bar.Trades},\"x\":{(isFinal ? "true" : "false")},\"q\":\"{Digits.Eight(bar.QuoteVolume)}\"," +
        $"\"V\":\"{Digits.Eight(bar.BuyVolume)}\",\"Q\":\"{Digits.Eight(BuyQuote(bar))}\",\"B\":\"0\"}}}}";

    public static string Instrument(FakeListing listing)
    {
        var parts = listing.Symbol.Value.Split('-');
        return $"{{\"symbol\":\"{Name(listing.Symbol)}\",\"status\":\"TRADING\",\"baseAsset\":\"{parts[0]}\",\"baseAssetPrecision\":8,\"quoteAsset\":\"{parts[1]}\",\"quotePrecision\":8," +
            "\"orderTypes\":[\"LIMIT\",\"MARKET\"],\"filters\":[" +
            $"{{\"filterType\":\"PRICE_FILTER\",\"minPrice\":\"{Digits.Eight(listing.TickSize)}\",\"maxPrice\":\"10000000.00000000\",\"tickSize\":\"{Digits.Eight(listing.TickSize)}\"}}," +
            $"{{\"filterType\":\"LOT_SIZE\",\"minQty\":\"{Digits.Eight(listing.LotSize)}\",\"maxQty\":\"9000.00000000\",\"stepSize\":\"{Digits.Eight(listing.LotSize)}\"}}," +
            "{\"filterType\":\"NOTIONAL\",\"minNotional\":\"5.00000000\",\"applyMinToMarket\":true,\"maxNotional\":\"9000000.00000000\",\"applyMaxToMarket\":false,\"avgPriceMins\":5}]}";
    }

    /// <summary>The symbol as Binance writes it.</summary>
    public static string Name(Symbol symbol) => symbol.Value.Replace("-", "", StringComparison.Ordinal);

    public static BarGrid? Grid(string interval) => interval switch
    {
        "1m" => BarGrid.Minutes(1),
        "3m" => BarGrid.Minutes(3),
        "5m" => BarGrid.Minutes(5),
        "15m" => BarGrid.Minutes(15),
        "30m" => BarGrid.Minutes(30),
        "1h" => BarGrid.Minutes(60),
        "2h" => BarGrid.Minutes(120),
        "4h" => BarGrid.Minutes(240),
        "6h" => BarGrid.Minutes(360),
        "8h" => BarGrid.Minutes(480),
        "12h" => BarGrid.Minutes(720),
        "1d" => BarGrid.Minutes(1440),
        _ => null,
    };

    private static string AggTradeFields(Tick tick, long unit) =>
        $"\"a\":{tick.Id},\"p\":\"{Digits.Eight(tick.Price)}\",\"q\":\"{Digits.Eight(tick.Size)}\",\"f\":{tick.Id},\"l\":{tick.Id},\"T\":{tick.Time / unit},\"m\":{Maker(tick)},\"M\":true";

    private static string Maker(Tick tick) => tick.Side == Side.Sell ? "true" : "false";

    /// <summary>The quote volume of takers who bought; the fake keeps no exact one, so it is the bar's average price times their volume.</summary>
    private static decimal BuyQuote(Bar bar) => bar.Volume == 0 ? 0 : decimal.Round(bar.QuoteVolume * bar.BuyVolume / bar.Volume, 8);
}
