using System.Text;
using ActorTrading.Feeds.Recorded;
using ActorTrading.Market;
using ActorTrading.Market.Quality;

namespace ActorTrading.Feeds.Archives;

/// <summary>A file of candles or trades in one of the known layouts, found from its first rows and its name.</summary>
/// <param name="Path">As given.</param>
/// <param name="Layout">From the header, or without one from the first row.</param>
/// <param name="HasHeader">Whether the first line names the columns.</param>
/// <param name="Symbol">Given, or from the name; null where neither tells.</param>
/// <param name="Timeframe">Of candles: given, or from the name, the close times or the steps between rows; null for trades.</param>
public sealed record ArchiveFile(string Path, ArchiveLayout Layout, bool HasHeader, Symbol? Symbol, Timeframe? Timeframe)
{
    private const int SampledRows = 64;
    private const int LeastColumns = 5;

    /// <summary>The name without its folder.</summary>
    public string Name => System.IO.Path.GetFileName(Path);

    public bool HasTrades => Layout.IsTrades();

    /// <summary>Where the columns are, of <see cref="ArchiveLayout.NamedCandles"/>; null for all others.</summary>
    internal CandleSchema? Schema { get; private init; }

    /// <summary>Looks at the beginning of a file; reads at most some ten kilobytes.</summary>
    /// <exception cref="FeedFormatException">The file is missing, empty, damaged, of no known layout, or none of its first rows can be read.</exception>
    public static ArchiveFile Open(RecordedFileSpec spec)
    {
        ArgumentNullException.ThrowIfNull(spec);
        var (layout, hasHeader, schema) = FindLayout(spec.Path);
        var symbol = spec.Symbol ?? ArchiveNames.SymbolOf(spec.Path, layout);
        using var rows = new ArchiveReader(spec.Path, layout, hasHeader, schema);
        if (layout.IsTrades())
        {
            var trade = rows.ReadTrade(out _, out _, out var fault);
            for (var i = 1; trade && fault is not null && i < SampledRows; i++)
            {
                trade = rows.ReadTrade(out _, out _, out fault);
            }

            MustRead(spec.Path, rows, trade && fault is null, fault);
            return new ArchiveFile(spec.Path, layout, hasHeader, symbol, Timeframe: null);
        }

        var times = new List<long>(SampledRows);
        var stated = 0L;
        RowFault? first = null;
        while (times.Count < SampledRows && rows.Row < SampledRows && rows.ReadCandle(out var bar, out var closeTime, out var fault))
        {
            if (fault is null)
            {
                times.Add(bar.OpenTime);
                stated = closeTime == 0 ? 0 : closeTime - bar.OpenTime;
            }

            first ??= fault;
        }

        MustRead(spec.Path, rows, times.Count > 0, first);
        return new ArchiveFile(spec.Path, layout, hasHeader, symbol, ArchiveNames.TimeframeOf(spec, layout, stated, times)) { Schema = schema };
    }

    private static (ArchiveLayout Layout, bool HasHeader, CandleSchema? Schema) FindLayout(string path)
    {
        using var lines = new LineReader(path);
        if (!lines.TryRead(out var line))
        {
            throw new FeedFormatException(path, 0, "file", "", $"the file is empty; {ArchiveFormats.Known}");
        }

        if (ArchiveFormats.OfHeader(line) is { } named)
        {
            return (named, true, null);
        }

        if (ArchiveFormats.OfRow(line) is { } shaped)
        {
            return (shaped, false, null);
        }

        if (line.IndexOfAnyInRange((byte)0, (byte)8) >= 0)
        {
            throw lines.Error("header", line, "this is binary data, not a csv file (plain, gzip'd or zipped)");
        }

        var columns = CsvColumns.Of(Encoding.UTF8.GetString(line));
        try
        {
            return (ArchiveLayout.NamedCandles, true, CandleSchema.FromHeader(columns));
        }
        catch (FormatException cause)
        {
            var why = columns.Count < LeastColumns ? "" : $" ({cause.Message})";
            throw lines.Error("header", line, $"this is neither the header nor a row of market data; {ArchiveFormats.Known}{why}");
        }
    }

    private static void MustRead(string path, ArchiveReader rows, bool isRead, RowFault? fault)
    {
        if (!isRead)
        {
            throw fault is null
                ? new FeedFormatException(path, 0, "file", "", "the file has a header and no rows")
                : new FeedFormatException(path, rows.Line, fault.Field, fault.Value, fault.Expected);
        }
    }
}
