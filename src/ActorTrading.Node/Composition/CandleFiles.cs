using ActorTrading.Feeds.Recorded;
using ActorTrading.Market;
using ActorTrading.Node.Cli;

namespace ActorTrading.Node.Composition;

/// <summary>Candle files of one or more symbols, all of one timeframe.</summary>
internal static class CandleFiles
{
    /// <summary>Reads the files, merged per symbol, symbols in ordinal order.</summary>
    /// <param name="symbol">Overrides what the file names say; the files are then of this one symbol.</param>
    /// <exception cref="UsageException">There is no file, or the files differ in timeframe.</exception>
    public static IReadOnlyList<CandleHistory> Load(IReadOnlyList<string> paths, Symbol? symbol)
    {
        if (paths.Count == 0)
        {
            throw new UsageException("no candle file is given: --candles BTC-USDT.1h.csv.gz");
        }

        Files.MustDiffer(paths);
        var histories = paths
            .Select(path => (Path: path, File: RecordedFile.Open(new RecordedFileSpec(path, symbol))))
            .GroupBy(x => x.File.Symbol)
            .OrderBy(group => group.Key)
            .Select(group => CandleHistory.Load([.. group.Select(x => x.Path)], symbol))
            .ToList();
        foreach (var history in histories)
        {
            if (history.Timeframe != histories[0].Timeframe)
            {
                throw new UsageException(
                    $"candles of {histories[0].Symbol} are {histories[0].Timeframe} and those of {history.Symbol} {history.Timeframe}: give files of one timeframe");
            }
        }

        return histories;
    }

    /// <summary>The symbol a user named, or null for what the files say.</summary>
    /// <exception cref="UsageException">It is no symbol.</exception>
    public static Symbol? SymbolOf(string? text) => text switch
    {
        null => null,
        _ when Symbol.TryParse(text, out var symbol) => symbol,
        _ => throw new UsageException($"--symbol '{text}' is not a symbol such as BTC-USDT"),
    };
}
