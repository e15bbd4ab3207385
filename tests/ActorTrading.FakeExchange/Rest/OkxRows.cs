using ActorTrading.FakeExchange.Pricing;
using ActorTrading.Market;

namespace ActorTrading.FakeExchange.Rest;

/// <summary>OKX rows, the same over REST and WebSocket: all strings.</summary>
internal static class OkxRows
{
    public const string Bars = "1m 3m 5m 15m 30m 1H 2H 4H 6H 12H 1D 6Hutc 12Hutc 1Dutc";

    public static string Candle(Bar bar, bool isFinal) =>
        $"[\"{bar.OpenTime / 1000}\",\"{Digits.Short(bar.Open)}\",\"{Digits.Short(bar.High)}\",\"{Digits.Short(bar.Low)}\",\"{Digits.Short(bar.Close)}\"," +
        $"\"{Digits.Short(bar.Volume)}\",\"{Digits.Short(bar.QuoteVolume)}\",\"{Digits.Short(bar.QuoteVolume)}\",\"{(isFinal ? 1 : 0)}\"]";

    public static string Trade(FakeListing listing, Tick tick, bool pushed) =>
        $"{{\"instId\":\"{listing.OkxName}\",\"side\":\"{(tick.Side == Side.Buy ? "buy" : "sell")}\",\"sz\":\"{Digits.Short(tick.Size)}\",\"px\":\"{Digits.Short(tick.Price)}\"," +
        $"\"tradeId\":\"{tick.Id}\",\"source\":\"0\",\"ts\":\"{tick.Time / 1000}\"{(pushed ? ",\"count\":\"1\"" : "")}}}";

    public static string Instrument(FakeListing listing)
    {
        var parts = listing.Symbol.Value.Split('-');
        return $"{{\"instType\":\"{listing.OkxType}\",\"instId\":\"{listing.OkxName}\",\"baseCcy\":\"{parts[0]}\",\"quoteCcy\":\"{parts[1]}\",\"settleCcy\":\"\",\"ctVal\":\"\",\"ctMult\":\"\"," +
            $"\"ctValCcy\":\"\",\"ctType\":\"\",\"tickSz\":\"{Digits.Short(listing.TickSize)}\",\"lotSz\":\"{Digits.Short(listing.LotSize)}\",\"minSz\":\"{Digits.Short(listing.LotSize)}\"," +
            $"\"lever\":\"10\",\"listTime\":\"{listing.ListedAt / 1000}\",\"expTime\":\"\",\"state\":\"live\",\"uly\":\"\",\"instFamily\":\"\"}}";
    }

    /// <summary>Where the bars of a name begin: the long ones without "utc" at midnight in Hong Kong. Null for what OKX does not name so.</summary>
    public static BarGrid? Grid(string bar) => bar switch
    {
        "1m" => BarGrid.Minutes(1),
        "3m" => BarGrid.Minutes(3),
        "5m" => BarGrid.Minutes(5),
        "15m" => BarGrid.Minutes(15),
        "30m" => BarGrid.Minutes(30),
        "1H" => BarGrid.Minutes(60),
        "2H" => BarGrid.Minutes(120),
        "4H" => BarGrid.Minutes(240),
        "6H" => BarGrid.Minutes(360, 16),
        "12H" => BarGrid.Minutes(720, 16),
        "1D" => BarGrid.Minutes(1440, 16),
        "6Hutc" => BarGrid.Minutes(360),
        "12Hutc" => BarGrid.Minutes(720),
        "1Dutc" => BarGrid.Minutes(1440),
        _ => null,
    };
}
