using System.IO.Compression;

namespace ActorTrading.Feeds.Recorded;

/// <summary>A file in a zip while it is read. The runtime does not compare it with the checksum that the zip has of it: here a wrong one is an error at the end.</summary>
internal sealed class ZipContent(ZipArchiveEntry entry) : Stream
{
    private const uint Polynomial = 0xEDB88320;
    private static readonly uint[] Remainders = [.. Enumerable.Range(0, 256).Select(RemainderOf)];
    private readonly Stream _content = entry.Open();
    private uint _crc = uint.MaxValue;
    private long _read;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => _read;
        set => throw new NotSupportedException();
    }

    /// <exception cref="InvalidDataException">The content is not what the zip says, in length or checksum.</exception>
    public override int Read(byte[] buffer, int offset, int count)
    {
        var got = _content.Read(buffer, offset, count);
        foreach (var b in buffer.AsSpan(offset, got))
        {
            _crc = Remainders[(byte)(_crc ^ b)] ^ (_crc >> 8);
        }

        _read += got;
        return _read > entry.Length || (got == 0 && count > 0 && (_read < entry.Length || ~_crc != entry.Crc32))
            ? throw new InvalidDataException("The content of the zip is not what its checksum says.")
            : got;
    }

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _content.Dispose();
        }

        base.Dispose(disposing);
    }

    private static uint RemainderOf(int value)
    {
        var rest = (uint)value;
        for (var bit = 0; bit < 8; bit++)
        {
            rest = (rest & 1) == 0 ? rest >> 1 : (rest >> 1) ^ Polynomial;
        }

        return rest;
    }
}
