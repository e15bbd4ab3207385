using ActorTrading.Market;

namespace ActorTrading.Feeds.Exchanges.Okx;

/// <summary>What OKX calls symbols and timeframes.</summary>
public static class OkxNames
{
    private const string OurPerpetual = "-PERP";
    private const string ItsPerpetual = "-SWAP";

    /// <summary>BTC-USDT is the same there; BTC-USDT-PERP is BTC-USDT-SWAP.</summary>
    public static string Of(Symbol symbol) => Replace(symbol.Value, OurPerpetual, ItsPerpetual);

    /// <summary>False for what has no canonical name, such as BTC-USD_UM-SWAP.</summary>
    public static bool TryParse(string name, out Symbol symbol) => Symbol.TryParse(Replace(name, ItsPerpetual, OurPerpetual), out symbol);

    /// <summary>In requests, as in <c>bar=1H</c>; also behind "candle" in the names of channels. Days are those of UTC.</summary>
    public static string Of(Timeframe timeframe) => timeframe.Minutes switch
    {
        < 60 => timeframe.Name,
        < 1440 => timeframe.Name.ToUpperInvariant(),
        _ => timeframe.Name.ToUpperInvariant() + "utc",
    };

    /// <summary>False for timeframes that this program does not have, and for days of UTC+8 (<c>1D</c>).</summary>
    public static bool TryParse(string name, out Timeframe timeframe)
    {
        timeframe = Timeframe.All.FirstOrDefault(candidate => Of(candidate) == name);
        return timeframe.Minutes > 0;
    }

    /// <summary>As in <c>instType</c>.</summary>
    internal static string TypeOf(Symbol symbol)
    {
        var name = symbol.Value;
        return name.EndsWith(OurPerpetual, StringComparison.Ordinal) ? "SWAP" : name.Count(c => c == '-') == 1 ? "SPOT" : "FUTURES";
    }

    private static string Replace(string name, string end, string by) =>
        name.EndsWith(end, StringComparison.Ordinal) ? string.Concat(name.AsSpan(0, name.Length - end.Length), by) : name;
}
