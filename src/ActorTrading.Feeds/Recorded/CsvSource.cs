using System.IO.Compression;

namespace ActorTrading.Feeds.Recorded;

/// <summary>The bytes of a csv file: plain, gzip'd, or the one file in a zip; told by the first bytes, not the name.</summary>
internal sealed class CsvSource : IDisposable
{
    private readonly FileStream _file;
    private readonly ZipArchive? _zip;

    // Without this switch the runtime takes a gzip file that is cut short for one that ends there.
    static CsvSource() => AppContext.SetSwitch("System.IO.Compression.UseStrictValidation", true);

    /// <exception cref="FeedFormatException">The file is missing, unreadable, or a zip that is damaged or has not exactly one file.</exception>
    public CsvSource(string path)
    {
        _file = Open(path);
        try
        {
            Span<byte> magic = stackalloc byte[4];
            var got = _file.ReadAtLeast(magic, magic.Length, throwOnEndOfStream: false);
            _file.Position = 0;
            if (got >= 2 && magic[..2].SequenceEqual((ReadOnlySpan<byte>)[0x1F, 0x8B]))
            {
                Packing = "gzip";
                Stream = new GZipStream(_file, CompressionMode.Decompress);
            }
            else if (magic.SequenceEqual("PK\x03\x04"u8) || magic.SequenceEqual("PK\x05\x06"u8))
            {
                Packing = "zip";
                _zip = new ZipArchive(_file, ZipArchiveMode.Read);
                Stream = new ZipContent(OnlyFile(path, _zip));
            }
            else
            {
                Stream = _file;
            }
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException or InvalidDataException or FeedFormatException)
        {
            _zip?.Dispose();
            _file.Dispose();
            throw cause switch
            {
                FeedFormatException => cause,
                InvalidDataException => new FeedFormatException(path, 0, "zip", "", "the zip is damaged or cut short; fetch the file again", cause),
                _ => new FeedFormatException(path, 0, "file", "", $"the file cannot be read ({cause.Message})", cause),
            };
        }
    }

    /// <summary>To be read once, from the start.</summary>
    public Stream Stream { get; }

    /// <summary>How much of the file, packed as it is, was read, from 0 to 1.</summary>
    public double Share => _file.Length == 0 ? 1 : (double)_file.Position / _file.Length;

    /// <summary><c>gzip</c>, <c>zip</c>, or null for a plain file.</summary>
    public string? Packing { get; }

    public void Dispose()
    {
        Stream.Dispose();
        _zip?.Dispose();
        _file.Dispose();
    }

    private static FileStream Open(string path)
    {
        try
        {
            return new FileStream(path, new FileStreamOptions
            {
                Mode = FileMode.Open,
                Access = FileAccess.Read,
                Share = FileShare.ReadWrite,
                BufferSize = 0,
                Options = FileOptions.SequentialScan,
            });
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            var reason = cause is FileNotFoundException or DirectoryNotFoundException ? "there is no such file"
                : Directory.Exists(path) ? "this is a folder; give the files in it"
                : $"the file cannot be opened ({cause.Message})";
            throw new FeedFormatException(path, 0, "file", "", reason, cause);
        }
    }

    private static ZipArchiveEntry OnlyFile(string path, ZipArchive zip)
    {
        var files = zip.Entries.Where(e => e.Name.Length > 0).ToList();
        if (files.Count != 1)
        {
            throw new FeedFormatException(path, 0, "zip", $"{files.Count} files", "expected a zip with exactly one csv file in it");
        }

        return files[0].IsEncrypted ? throw new FeedFormatException(path, 0, "zip", "", "it needs a password; unpack it first") : files[0];
    }
}
