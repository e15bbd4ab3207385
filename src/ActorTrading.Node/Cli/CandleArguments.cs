using System.CommandLine;
using System.Globalization;
using ActorTrading.Feeds.Exchanges;
using ActorTrading.Market;

namespace ActorTrading.Node.Cli;

/// <summary>Which series a verb works on.</summary>
internal static class CandleArguments
{
    private const int LongestDays = 36_500;

    public static Option<string?> Timeframes() => new("--timeframes")
    {
        Description = "Timeframes, joined by commas. Default: those of the settings.",
        HelpName = "5m,15m,1h,4h,1d",
    };

    public static Option<string?> Exchange() => new("--exchange")
    {
        Description = "The exchange to ask. Default: the one of the settings.",
        HelpName = string.Join('|', ExchangeClients.Names),
    };

    /// <exception cref="UsageException">A name is no symbol or is given twice.</exception>
    public static IReadOnlyList<Market.Symbol> SymbolsOf(IEnumerable<string> texts, string where)
    {
        var symbols = new List<Market.Symbol>();
        foreach (var text in texts.SelectMany(t => t.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)))
        {
            if (!Market.Symbol.TryParse(text, out var symbol))
            {
                throw new UsageException($"{where} '{text}' is not a symbol: write it as BTC-USDT");
            }

            if (symbols.Contains(symbol))
            {
                throw new UsageException($"{where} names {symbol} twice");
            }

            symbols.Add(symbol);
        }

        return symbols;
    }

    /// <exception cref="UsageException">A name is no timeframe or is given twice.</exception>
    public static IReadOnlyList<Timeframe> TimeframesOf(string? list, IReadOnlyList<Timeframe> otherwise)
    {
        if (list is null)
        {
            return otherwise;
        }

        var timeframes = new List<Timeframe>();
        foreach (var text in list.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            if (!Timeframe.TryParse(text, out var timeframe))
            {
                throw new UsageException($"--timeframes '{text}' is not a timeframe: use {string.Join(' ', Timeframe.All)}");
            }

            if (timeframes.Contains(timeframe))
            {
                throw new UsageException($"--timeframes '{list}' names {timeframe} twice");
            }

            timeframes.Add(timeframe);
        }

        return timeframes.Count > 0 ? timeframes : throw new UsageException($"--timeframes '{list}' names no timeframe: write it as 5m,15m,1h,4h,1d");
    }

    /// <exception cref="UsageException">There is no such exchange.</exception>
    public static string? ExchangeOf(string? name) => name is null || ExchangeClients.Names.Contains(name)
        ? name
        : throw new UsageException($"--exchange '{name}' is not a known exchange: use {string.Join(" or ", ExchangeClients.Names)}");

    /// <summary>A span such as 25h; null for everything there is, which is written all or 0.</summary>
    /// <exception cref="UsageException">The text is no span.</exception>
    public static TimeSpan? WindowOf(string text)
    {
        if (text is "all" or "0")
        {
            return null;
        }

        var unit = text.Length > 1 ? text[^1] : ' ';
        if (int.TryParse(text.AsSpan(0, Math.Max(0, text.Length - 1)), NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count > 0)
        {
            TimeSpan? span = unit switch
            {
                'm' => TimeSpan.FromMinutes(count),
                'h' => TimeSpan.FromHours(count),
                'd' when count <= LongestDays => TimeSpan.FromDays(count),
                _ => null,
            };
            if (span is { } window && window <= TimeSpan.FromDays(LongestDays))
            {
                return window;
            }
        }

        throw new UsageException($"--window '{text}' is not a span such as 90m, 25h or 7d, nor 'all' for everything that is stored");
    }
}
