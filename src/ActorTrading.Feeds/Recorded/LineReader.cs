using System.Buffers;
using System.Globalization;
using System.Text;

namespace ActorTrading.Feeds.Recorded;

/// <summary>
/// Cuts a csv file, plain or packed, into lines without copying them.
/// Holds one rented buffer of 64 KiB however long the file is. A byte order mark is skipped, blank lines are not rows.
/// </summary>
internal sealed class LineReader : IDisposable
{
    /// <summary>The longest line accepted, in bytes: a real row has less than 100.</summary>
    public const int MaxLineLength = 4096;

    private const int BufferLength = 1 << 16;
    private const int MostDrained = 1 << 26;

    /// <summary>Of blank lines in a row. More is no csv file but a small packed one that unpacks to hours of nothing.</summary>
    private const int MostBlank = 1_000_000;

    private readonly string _path;
    private readonly CsvSource _source;
    private readonly Stream _stream;
    private byte[] _buffer;
    private int _start;
    private int _end;
    private bool _ended;
    private bool _begun;

    public LineReader(string path)
    {
        _path = path;
        _source = new CsvSource(path);
        _stream = _source.Stream;
        _buffer = ArrayPool<byte>.Shared.Rent(BufferLength);
    }

    /// <summary>The number of the line last read, from 1.</summary>
    public long Line { get; private set; }

    /// <summary>How much of the file was read, from 0 to 1.</summary>
    public double Share => _source.Share;

    /// <summary>The next line that is not blank, without its end; valid until the next call.</summary>
    /// <returns>False at the end of the file.</returns>
    public bool TryRead(out ReadOnlySpan<byte> line)
    {
        var blank = 0;
        while (true)
        {
            var rest = _buffer.AsSpan(_start, _end - _start);
            var length = rest.IndexOf((byte)'\n');
            if (length < 0 && !_ended && rest.Length <= MaxLineLength)
            {
                Fill();
                continue;
            }

            if (length < 0 && rest.IsEmpty)
            {
                line = default;
                return false;
            }

            Line++;
            var taken = length < 0 ? rest.Length : length + 1;
            line = length < 0 ? rest : rest[..length];
            if (line.Length > MaxLineLength)
            {
                throw Error("line", line, $"a line has at most {MaxLineLength} bytes; is this really a csv file?");
            }

            _start += taken;
            if (!line.IsEmpty && line[^1] == '\r')
            {
                line = line[..^1];
            }

            if (!line.IsEmpty)
            {
                return true;
            }

            if (++blank > MostBlank)
            {
                throw Error("line", line, $"more than {MostBlank} blank lines in a row; is this really a csv file?");
            }
        }
    }

    /// <summary>
    /// The error for a bad row. In a compressed file a damaged byte shows as bad rows long before the checksum at the end does: it is
    /// looked for, so that the message names the cause.
    /// </summary>
    public FeedFormatException Error(string field, ReadOnlySpan<byte> value, string expected)
    {
        var shown = Show(value);
        return _source.Packing is { } packing && IsDamagedFurtherOn()
            ? new FeedFormatException(_path, Line, packing, shown, $"the compressed data is corrupt (seen in {field}); fetch the file again")
            : new FeedFormatException(_path, Line, field, shown, expected);
    }

    public void Dispose()
    {
        if (_buffer.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(_buffer);
            _buffer = [];
            _start = _end = 0;
            _ended = true;
            _source.Dispose();
        }
    }

    /// <summary>Bytes for a message: at most 60, everything that is not printable ASCII escaped.</summary>
    internal static string Show(ReadOnlySpan<byte> bytes)
    {
        const int Most = 60;
        var text = new StringBuilder(Most + 4);
        foreach (var b in bytes.Length > Most ? bytes[..Most] : bytes)
        {
            _ = b is >= 0x20 and < 0x7F ? text.Append((char)b) : text.Append(CultureInfo.InvariantCulture, $"\\x{b:X2}");
        }

        return bytes.Length > Most ? text.Append('…').ToString() : text.ToString();
    }

    private bool IsDamagedFurtherOn()
    {
        try
        {
            var drained = 0L;
            for (var got = 1; got > 0 && drained < MostDrained; drained += got)
            {
                got = _stream.Read(_buffer);
            }

            return false;
        }
        catch (InvalidDataException)
        {
            return true;
        }
    }

    private void Fill()
    {
        var kept = _end - _start;
        _buffer.AsSpan(_start, kept).CopyTo(_buffer);
        _start = 0;
        _end = kept;
        int got;
        try
        {
            got = _stream.Read(_buffer, _end, _buffer.Length - _end);
        }
        catch (InvalidDataException cause)
        {
            throw new FeedFormatException(
                _path, Line + 1, _source.Packing ?? "file", "", "the compressed data is corrupt or cut short hereabouts; fetch the file again", cause);
        }
        catch (IOException cause)
        {
            throw new FeedFormatException(_path, Line + 1, "file", "", $"the file cannot be read further ({cause.Message})", cause);
        }

        _end += got;
        _ended = got == 0;
        if (!_begun && (_end >= 3 || _ended))
        {
            _begun = true;
            _start = _buffer.AsSpan(0, _end).StartsWith("\uFEFF"u8) ? 3 : 0;
        }
    }
}
