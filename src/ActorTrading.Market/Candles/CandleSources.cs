namespace ActorTrading.Market.Candles;

/// <summary>Names and trust of <see cref="CandleSource"/>.</summary>
public static class CandleSources
{
    /// <summary>Sources from this number on are exchanges, all trusted alike.</summary>
    private const CandleSource FirstExchange = CandleSource.Okx;

    public static IReadOnlyList<CandleSource> All { get; } = Enum.GetValues<CandleSource>();

    /// <summary>The name in tables, files and messages, such as <c>okx</c>.</summary>
    public static string Name(this CandleSource source) => source switch
    {
        CandleSource.Derived => "derived",
        CandleSource.Import => "import",
        CandleSource.Simulated => "simulated",
        CandleSource.Okx => "okx",
        CandleSource.Binance => "binance",
        _ => throw new ArgumentOutOfRangeException(nameof(source), source, "A candle's source must be one of the named ones."),
    };

    public static bool IsExchange(this CandleSource source) => source >= FirstExchange;

    /// <summary>Which of two sources is believed where they differ: the greater. Exchanges are equal, and what is made up never takes the place of what was.</summary>
    public static int Trust(this CandleSource source) => source == CandleSource.Simulated ? 0 : source.IsExchange() ? (int)FirstExchange : (int)source;

    /// <exception cref="FormatException">The text names no source; the message lists them.</exception>
    public static CandleSource Parse(string text)
    {
        foreach (var source in All)
        {
            if (source.Name() == text)
            {
                return source;
            }
        }

        throw new FormatException($"'{text}' is not a source of candles: use one of {string.Join(' ', All.Select(s => s.Name()))}.");
    }
}
