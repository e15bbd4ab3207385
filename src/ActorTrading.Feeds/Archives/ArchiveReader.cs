using ActorTrading.Feeds.Recorded;
using ActorTrading.Market;
using ActorTrading.Market.Quality;

namespace ActorTrading.Feeds.Archives;

/// <summary>The rows of one file in its order, one at a time. A row that cannot be read is told as such and reading goes on. Holds 64 KiB however long the file is.</summary>
public sealed class ArchiveReader : IDisposable
{
    private readonly ArchiveLayout _layout;
    private readonly LineReader _lines;
    private readonly NamedCandles? _named;

    /// <exception cref="FeedFormatException">The file cannot be opened.</exception>
    public ArchiveReader(ArchiveFile file)
        : this(file.Path, file.Layout, file.HasHeader, file.Schema)
    {
    }

    internal ArchiveReader(string path, ArchiveLayout layout, bool hasHeader, CandleSchema? schema)
    {
        _layout = layout;
        _named = schema is null ? null : new NamedCandles(schema);
        _lines = new LineReader(path);
        if (hasHeader)
        {
            _lines.TryRead(out _);
        }
    }

    /// <summary>Number of the row last read, from 0; -1 before the first.</summary>
    public long Row { get; private set; } = -1;

    /// <summary>Its line in the file, from 1.</summary>
    public long Line => _lines.Line;

    /// <summary>How much of the file was read, from 0 to 1.</summary>
    public double Share => _lines.Share;

    /// <summary>The next row of a file of candles.</summary>
    /// <param name="fault">Null, or why <paramref name="bar"/> cannot be used.</param>
    /// <returns>False at the end.</returns>
    /// <exception cref="FeedFormatException">The packed data is damaged or a line absurdly long: nothing behind can be read.</exception>
    public bool ReadCandle(out Bar bar, out RowFault? fault) => ReadCandle(out bar, out _, out fault);

    /// <summary>The next row of a file of trades.</summary>
    /// <param name="received">The capturing machine's clock, µs; 0 where the file does not tell.</param>
    /// <inheritdoc cref="ReadCandle(out Bar, out RowFault?)"/>
    public bool ReadTrade(out Tick tick, out long received, out RowFault? fault)
    {
        if (!_lines.TryRead(out var line))
        {
            (tick, received, fault) = (default, 0, null);
            return false;
        }

        Row++;
        fault = ArchiveRows.ReadTrade(line, _layout, out tick, out received);
        return true;
    }

    public void Dispose() => _lines.Dispose();

    internal bool ReadCandle(out Bar bar, out long closeTime, out RowFault? fault)
    {
        if (!_lines.TryRead(out var line))
        {
            (bar, closeTime, fault) = (default, 0, null);
            return false;
        }

        Row++;
        closeTime = 0;
        fault = _named is null ? ArchiveRows.ReadCandle(line, _layout, out bar, out closeTime) : _named.Read(line, Row, out bar);
        return true;
    }
}
