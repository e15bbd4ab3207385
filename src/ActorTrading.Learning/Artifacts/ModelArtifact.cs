using System.Security.Cryptography;
using System.Text;

namespace ActorTrading.Learning.Artifacts;

/// <summary>
/// One file for a trained model: what it is (metadata) and its parts (named bytes), closed by a SHA-256 over everything before it.
/// Layout, little-endian: "ATMODEL\0", version (int32), metadata count and pairs, section count, then per section name, length (int32), bytes; 32 bytes of hash.
/// Strings are UTF-8 with a 7-bit encoded length. Names are sorted, so equal content gives equal files.
/// </summary>
public sealed class ModelArtifact
{
    /// <summary>Largest section, 1 GiB.</summary>
    public const int MaxSectionBytes = 1 << 30;

    private const int FormatVersion = 1;
    private const int MaxEntries = 10_000;
    private const int HashBytes = 32;
    private static readonly byte[] Magic = "ATMODEL\0"u8.ToArray();
    private readonly SortedDictionary<string, string> _metadata;
    private readonly SortedDictionary<string, byte[]> _sections;

    /// <param name="metadata">Kind, timeframe, horizon, feature schema, thresholds, training window, metrics: whatever the reader must check or show.</param>
    /// <param name="sections">Parts by name, as each model's Save wrote them.</param>
    public ModelArtifact(IReadOnlyDictionary<string, string> metadata, IReadOnlyDictionary<string, byte[]> sections)
    {
        _metadata = new(metadata.ToDictionary(), StringComparer.Ordinal);
        _sections = new(sections.ToDictionary(), StringComparer.Ordinal);
        Check.Range(_metadata.Count, 0, MaxEntries, "number of metadata entries");
        Check.Range(_sections.Count, 0, MaxEntries, "number of sections");
        foreach (var (name, bytes) in _sections)
        {
            Check.Range(bytes.Length, 0, MaxSectionBytes, $"length of section '{name}'");
        }
    }

    public IReadOnlyDictionary<string, string> Metadata => _metadata;

    public IReadOnlyCollection<string> SectionNames => _sections.Keys;

    /// <summary>A metadata value that must be there.</summary>
    /// <exception cref="InvalidDataException">It is not; the message lists what is.</exception>
    public string Require(string key) => _metadata.TryGetValue(key, out var value)
        ? value
        : throw new InvalidDataException($"The model has no metadata '{key}'; it has: {string.Join(", ", _metadata.Keys)}.");

    /// <summary>The bytes of a section.</summary>
    /// <exception cref="InvalidDataException">There is none of that name; the message lists those there are.</exception>
    public ReadOnlyMemory<byte> Section(string name) => _sections.TryGetValue(name, out var bytes)
        ? bytes
        : throw new InvalidDataException($"The model has no section '{name}'; it has: {string.Join(", ", _sections.Keys)}.");

    /// <summary>Opens a section for reading.</summary>
    public BinaryReader OpenSection(string name) => new(new MemoryStream(Section(name).ToArray(), writable: false), Encoding.UTF8);

    /// <summary>Writes the file's content; the stream stays open.</summary>
    public void Write(Stream stream)
    {
        using var body = new MemoryStream();
        using (var writer = new BinaryWriter(body, Encoding.UTF8, leaveOpen: true))
        {
            writer.Write(Magic);
            writer.Write(FormatVersion);
            writer.Write(_metadata.Count);
            foreach (var (key, value) in _metadata)
            {
                writer.Write(key);
                writer.Write(value);
            }

            writer.Write(_sections.Count);
            foreach (var (name, bytes) in _sections)
            {
                writer.Write(name);
                writer.Write(bytes.Length);
                writer.Write(bytes);
            }
        }

        var content = body.GetBuffer().AsSpan(0, (int)body.Length);
        stream.Write(content);
        stream.Write(SHA256.HashData(content));
    }

    /// <summary>Reads to the end of the stream and checks the hash before anything else is believed.</summary>
    /// <exception cref="InvalidDataException">Not an artifact, of a newer version, damaged, or cut short; the message says which.</exception>
    public static ModelArtifact Read(Stream stream)
    {
        using var copy = new MemoryStream();
        stream.CopyTo(copy);
        var all = copy.ToArray();
        if (all.Length < Magic.Length || !all.AsSpan(0, Magic.Length).SequenceEqual(Magic))
        {
            throw new InvalidDataException("This is not a model artifact: it does not start with ATMODEL.");
        }

        if (all.Length < Magic.Length + sizeof(int) + HashBytes)
        {
            throw new InvalidDataException($"The model artifact is cut short: {all.Length} bytes cannot hold its header and hash.");
        }

        var content = all.AsSpan(0, all.Length - HashBytes);
        var stored = all.AsSpan(content.Length);
        var found = SHA256.HashData(content);
        if (!stored.SequenceEqual(found))
        {
            throw new InvalidDataException(
                $"The model artifact is damaged or cut short: its content hashes to {Convert.ToHexStringLower(found)}, its trailer says {Convert.ToHexStringLower(stored)}.");
        }

        using var reader = new BinaryReader(new MemoryStream(all, Magic.Length, content.Length - Magic.Length, writable: false), Encoding.UTF8);
        try
        {
            return ReadContent(reader);
        }
        catch (Exception e) when (e is EndOfStreamException or FormatException)
        {
            // A right hash over content that lies: counts beyond the end, or lengths of text that are none.
            throw new InvalidDataException($"The model artifact's counts announce what it does not hold: {e.Message}", e);
        }
    }

    private static ModelArtifact ReadContent(BinaryReader reader)
    {
        var version = reader.ReadInt32();
        if (version != FormatVersion)
        {
            throw new InvalidDataException($"The model artifact has format version {version}; this program reads version {FormatVersion}.");
        }

        var metadata = new Dictionary<string, string>(StringComparer.Ordinal);
        for (var entries = reader.ReadCount(MaxEntries, "metadata entries"); entries > 0; entries--)
        {
            var key = ReadText(reader);
            MustBeNew(metadata.TryAdd(key, ReadText(reader)), $"metadata '{key}'");
        }

        var sections = new Dictionary<string, byte[]>(StringComparer.Ordinal);
        for (var entries = reader.ReadCount(MaxEntries, "sections"); entries > 0; entries--)
        {
            var name = ReadText(reader);
            var bytes = reader.ReadBytesExactly(reader.ReadCount(MaxSectionBytes, $"bytes of section '{name}'"), $"section '{name}'");
            MustBeNew(sections.TryAdd(name, bytes), $"section '{name}'");
        }

        var left = reader.BaseStream.Length - reader.BaseStream.Position;
        return left == 0 ? new ModelArtifact(metadata, sections) : throw new InvalidDataException($"The model artifact goes on for {left} bytes behind its last section.");
    }

    private static string ReadText(BinaryReader reader)
    {
        var length = reader.Read7BitEncodedInt();
        return length >= 0
            ? Encoding.UTF8.GetString(reader.ReadBytesExactly(length, "a text"))
            : throw new InvalidDataException($"The model artifact has a text of {length} bytes.");
    }

    private static void MustBeNew(bool isNew, string what)
    {
        if (!isNew)
        {
            throw new InvalidDataException($"The model artifact has {what} twice.");
        }
    }
}
