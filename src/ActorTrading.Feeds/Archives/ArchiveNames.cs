using System.Globalization;
using ActorTrading.Feeds.Recorded;
using ActorTrading.Market;

namespace ActorTrading.Feeds.Archives;

/// <summary>What the name of a file tells: <c>BTC-USDT.1h.2024.csv.gz</c>, or <c>BTCUSDT-1h-2024-01.zip</c> in the Binance archive.</summary>
internal static class ArchiveNames
{
    // Binance writes symbols without a separator; the longest quote that fits is meant.
    private static readonly string[] Quotes = ["FDUSD", "USDT", "USDC", "TUSD", "BUSD", "DAI", "TRY", "EUR", "USD", "BTC", "ETH", "BNB"];

    public static Symbol? SymbolOf(string path, ArchiveLayout layout)
    {
        var name = Path.GetFileName(path);
        var first = name.Split('.')[0];
        if (layout.IsBinance() && Joined(first.Split('-')[0]) is { } joined)
        {
            return joined;
        }

        return Symbol.TryParse(first, out var symbol) ? symbol : null;
    }

    /// <param name="stated">Close time minus open time as the rows state it, µs; 0 where they do not.</param>
    /// <param name="times">Open times of the first rows, in the order of the file.</param>
    public static Timeframe TimeframeOf(RecordedFileSpec spec, ArchiveLayout layout, long stated, List<long> times)
    {
        var step = MedianStep(times);
        if (spec.Timeframe is { } given)
        {
            return Checked(spec.Path, given, step);
        }

        foreach (var part in Path.GetFileName(spec.Path).Split(layout.IsBinance() ? ['.', '-'] : ['.']).Skip(1))
        {
            if (Timeframe.TryParse(part, out var named))
            {
                return Checked(spec.Path, named, step);
            }
        }

        // The close time is the last ms or µs before the next candle.
        foreach (var candidate in Timeframe.All)
        {
            if (stated > 0 ? candidate.Length - stated is > 0 and <= 1000 : candidate.Length == step)
            {
                return candidate;
            }
        }

        var known = string.Join(' ', Timeframe.All.Select(t => t.Name));
        throw new FeedFormatException(
            spec.Path, 0, "timeframe", step == 0 ? "" : Seconds(step),
            $"the length of the candles is neither in the file name nor clear from the first rows; name it, one of {known}");
    }

    private static Symbol? Joined(string text)
    {
        foreach (var quote in Quotes)
        {
            if (text.Length > quote.Length && text.EndsWith(quote, StringComparison.OrdinalIgnoreCase)
                && Symbol.TryParse($"{text[..^quote.Length]}-{quote}", out var symbol))
            {
                return symbol;
            }
        }

        return null;
    }

    /// <summary>Sparse candles may lie further apart than their length, but never closer together.</summary>
    private static Timeframe Checked(string path, Timeframe timeframe, long step) => step == 0 || step >= timeframe.Length
        ? timeframe
        : throw new FeedFormatException(
            path, 0, "timeframe", timeframe.Name, $"the first rows are {Seconds(step)} apart, which is less than a candle of that length");

    private static string Seconds(long micros) => string.Create(CultureInfo.InvariantCulture, $"{micros / 1e6:0.######} s");

    private static long MedianStep(List<long> times)
    {
        var steps = times.Zip(times.Skip(1), (before, after) => after - before).Where(step => step > 0).Order().ToList();
        return steps.Count == 0 ? 0 : steps[steps.Count / 2];
    }
}
