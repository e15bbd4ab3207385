using System.Runtime.InteropServices;
using ActorTrading.Market;

namespace ActorTrading.Feeds.Recorded;

/// <summary>All candles of one symbol and timeframe from one or more files, in order of time, each open time once.</summary>
/// <param name="Bars">Ascending by open time. Nothing was checked, filled or repaired: the quality rules are the caller's.</param>
/// <param name="Rows">Rows read, repeated ones included.</param>
/// <param name="Duplicates">Rows dropped because the open time was there already with equal values.</param>
/// <param name="Conflicts">Rows dropped because the open time was there with other values: the row read last (later file, later line) stays.</param>
/// <param name="OutOfOrder">Rows whose open time is before that of the row above in the same file.</param>
public sealed record CandleHistory(
    Symbol Symbol, Timeframe Timeframe, ReadOnlyMemory<Bar> Bars, int Rows, int Duplicates, int Conflicts, int OutOfOrder)
{
    private const int FirstCapacity = 1 << 14;

    /// <summary>Reads, merges and sorts. O(rows) where the files are in order, which they mostly are.</summary>
    /// <param name="paths">At least one candle file, in rising order of trust.</param>
    /// <param name="symbol">Default: as the files' names say, which must agree.</param>
    /// <exception cref="FeedFormatException">A file is bad, has trades, or another symbol or timeframe than the first.</exception>
    public static CandleHistory Load(IReadOnlyList<string> paths, Symbol? symbol = null, Timeframe? timeframe = null)
    {
        ArgumentNullException.ThrowIfNull(paths);
        if (paths.Count == 0)
        {
            throw new ArgumentException("A candle history needs at least one file.", nameof(paths));
        }

        var files = paths.Select(path => RecordedFile.Open(new RecordedFileSpec(path, symbol, timeframe))).ToList();
        files.ForEach(file => MustMatch(file, files[0]));
        var rows = new Bar[FirstCapacity];
        var total = 0;
        var outOfOrder = 0;
        foreach (var file in files)
        {
            using var reader = file.OpenCandles();
            var before = long.MinValue;
            while (true)
            {
                if (total == rows.Length)
                {
                    Array.Resize(ref rows, rows.Length * 2);
                }

                var count = reader.Read(rows.AsSpan(total));
                if (count == 0)
                {
                    break;
                }

                foreach (ref readonly var bar in rows.AsSpan(total, count))
                {
                    outOfOrder += bar.OpenTime < before ? 1 : 0;
                    before = bar.OpenTime;
                }

                total += count;
            }
        }

        var bars = Merge(rows.AsMemory(0, total), out var duplicates, out var conflicts);
        return new CandleHistory(files[0].Symbol, files[0].Timeframe!.Value, bars, total, duplicates, conflicts, outOfOrder);
    }

    /// <inheritdoc cref="Load"/>
    /// <remarks>Runs on the thread pool.</remarks>
    public static Task<CandleHistory> LoadAsync(
        IReadOnlyList<string> paths, Symbol? symbol = null, Timeframe? timeframe = null, CancellationToken cancellation = default) =>
        Task.Run(() => Load(paths, symbol, timeframe), cancellation);

    private static ReadOnlyMemory<Bar> Merge(ReadOnlyMemory<Bar> rows, out int duplicates, out int conflicts)
    {
        duplicates = 0;
        conflicts = 0;
        var span = rows.Span;
        var ascending = true;
        for (var i = 1; i < span.Length && ascending; i++)
        {
            ascending = span[i - 1].OpenTime < span[i].OpenTime;
        }

        if (ascending)
        {
            return rows;
        }

        var merged = new List<Bar>(span.Length);
        foreach (var bar in MemoryMarshal.ToEnumerable(rows).OrderBy(bar => bar.OpenTime)) // stable: the row read last stands last
        {
            if (merged.Count == 0 || merged[^1].OpenTime != bar.OpenTime)
            {
                merged.Add(bar);
                continue;
            }

            if (merged[^1] == bar)
            {
                duplicates++;
            }
            else
            {
                conflicts++;
                merged[^1] = bar;
            }
        }

        return merged.ToArray();
    }

    private static void MustMatch(RecordedFile file, RecordedFile first)
    {
        if (file.Kind != RecordedKind.Candles)
        {
            throw new FeedFormatException(file.Path, 1, "header", "", $"these are trades; expected candles, {CandleReader.Columns}");
        }

        if (file.Symbol != first.Symbol)
        {
            throw new FeedFormatException(
                file.Path, 0, "symbol", $"{file.Symbol}", $"{first.Path} is of {first.Symbol}; a history is of one symbol (name it if both are right)");
        }

        if (file.Timeframe != first.Timeframe)
        {
            throw new FeedFormatException(
                file.Path, 0, "timeframe", $"{file.Timeframe}", $"{first.Path} is in {first.Timeframe}; a history has one timeframe");
        }
    }
}
