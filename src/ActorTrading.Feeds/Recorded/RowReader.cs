using ActorTrading.Market;

namespace ActorTrading.Feeds.Recorded;

/// <summary>Rows of one file, parsed into the caller's array. Close to no allocation, however many rows.</summary>
/// <typeparam name="TRow"><see cref="Tick"/> or <see cref="Bar"/>.</typeparam>
internal abstract class RowReader<TRow> : IDisposable
    where TRow : struct
{
    private readonly LineReader _lines;
    private readonly string _columns;
    private FeedFormatException? _pending;

    private protected RowReader(string path, string columns)
    {
        _columns = columns;
        _lines = new LineReader(path);
        try
        {
            _ = _lines.TryRead(out _); // the header, checked when the file was first opened
        }
        catch
        {
            _lines.Dispose();
            throw;
        }
    }

    /// <summary>Fills as much of <paramref name="rows"/> as there are rows; an error is thrown after the rows before it were delivered.</summary>
    /// <returns>The number of rows; 0 at the end.</returns>
    public int Read(Span<TRow> rows)
    {
        if (_pending is not null)
        {
            throw _pending;
        }

        var count = 0;
        try
        {
            while (count < rows.Length && _lines.TryRead(out var line))
            {
                Parse(line, out rows[count]);
                count++;
            }
        }
        catch (FeedFormatException error) when (count > 0)
        {
            _pending = error;
        }

        return count;
    }

    /// <summary>Passes over rows without parsing them.</summary>
    /// <returns>How many rows there were to pass over, at most <paramref name="count"/>.</returns>
    public long Skip(long count)
    {
        var skipped = 0L;
        while (skipped < count && _lines.TryRead(out _))
        {
            skipped++;
        }

        return skipped;
    }

    public void Dispose() => _lines.Dispose();

    private protected abstract void Parse(ReadOnlySpan<byte> line, out TRow row);

    private protected long Time(ref ReadOnlySpan<byte> row, string column)
    {
        var text = Column(ref row, column);
        return Fields.ReadTime(text, out var value) is { } wrong ? throw Error(column, text, wrong) : value;
    }

    private protected long Number(ref ReadOnlySpan<byte> row, string column)
    {
        var text = Column(ref row, column);
        return Fields.ReadFixed(text, out var value) is { } wrong ? throw Error(column, text, wrong) : value;
    }

    private protected long Volume(ReadOnlySpan<byte> text, string column) =>
        Fields.ReadVolume(text, out var value) is { } wrong ? throw Error(column, text, wrong) : value;

    private protected ReadOnlySpan<byte> Column(ref ReadOnlySpan<byte> row, string column)
    {
        var text = Fields.Next(ref row, out var last);
        return last ? throw Error("line", text, $"the row ends at {column}: expected the columns {_columns}") : text;
    }

    private protected FeedFormatException TooMany(ReadOnlySpan<byte> rest) =>
        Error("line", rest, $"too many columns: expected {_columns}");

    private protected FeedFormatException Error(string column, ReadOnlySpan<byte> text, string wrong) => _lines.Error(column, text, wrong);
}
