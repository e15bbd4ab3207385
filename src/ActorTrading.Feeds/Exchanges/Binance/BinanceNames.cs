using ActorTrading.Market;

namespace ActorTrading.Feeds.Exchanges.Binance;

/// <summary>What Binance calls symbols and timeframes: BTC-USDT is BTCUSDT, in the names of streams btcusdt. Spot only.</summary>
public static class BinanceNames
{
    /// <summary>The longest that fits is taken: a name alone does not tell where base ends and quote begins.</summary>
    private static readonly string[] Quotes = ["FDUSD", "USDT", "USDC", "TUSD", "BUSD", "USD1", "DAI", "TRY", "EUR", "BRL", "JPY", "BTC", "ETH", "BNB"];

    /// <exception cref="ExchangeException">Not a spot symbol: those are the only ones that this interface has.</exception>
    public static string Of(Symbol symbol)
    {
        var parts = symbol.Value.Split('-');
        return parts.Length == 2
            ? parts[0] + parts[1]
            : throw new ExchangeException(ExchangeFailure.UnknownInstrument, BinanceClient.ExchangeName, $"binance has {symbol} on another interface than that for spot, which is the one in use: take the spot symbol {parts[0]}-{parts[1]}, or okx");
    }

    /// <summary>In requests and in the names of streams, as in <c>interval=1h</c>.</summary>
    public static string Of(Timeframe timeframe) => timeframe.Name;

    /// <summary>Accepts upper and lower case.</summary>
    public static bool TryParse(string name, out Symbol symbol)
    {
        symbol = default;
        var upper = name.ToUpperInvariant();
        var quote = Array.Find(Quotes, quote => upper.Length > quote.Length && upper.EndsWith(quote, StringComparison.Ordinal));
        return quote is not null && !upper.Contains('-') && Symbol.TryParse($"{upper[..^quote.Length]}-{quote}", out symbol);
    }

    public static bool TryParse(string name, out Timeframe timeframe) => Timeframe.TryParse(name, out timeframe);
}
