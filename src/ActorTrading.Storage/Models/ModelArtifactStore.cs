using System.Globalization;
using System.Security.Cryptography;
using ActorTrading.Storage.Files;

namespace ActorTrading.Storage.Models;

/// <summary>
/// Versions of models as files: contents under their SHA-256 in <c>objects/</c>, one small manifest per version in
/// <c>models/NAME/</c>. The manifest appears last and by a rename, so that a version is there whole or not at all.
/// Safe for use from several threads and processes.
/// </summary>
public sealed class ModelArtifactStore
{
    private const int LongestName = 100;
    private static readonly TimeSpan AbandonedAfter = TimeSpan.FromDays(1);
    private readonly string _objects;
    private readonly string _models;
    private readonly string _unfinished;
    private readonly TimeProvider _clock;
    private int _temporaries;

    private ModelArtifactStore(string directory, TimeProvider clock)
    {
        var root = Path.GetFullPath(directory);
        _objects = Path.Combine(root, "objects");
        _models = Path.Combine(root, "models");
        _unfinished = Path.Combine(root, "unfinished");
        _clock = clock;
    }

    /// <summary>Whether that directory holds a store; makes nothing.</summary>
    public static bool Exists(string directory) => Directory.Exists(Path.Combine(directory, "models")) && Directory.Exists(Path.Combine(directory, "objects"));

    /// <summary>Opens the store, creating the directory if it is missing, and removes what writers that died left unfinished a day ago.</summary>
    /// <exception cref="StorageException">The directory cannot be written to.</exception>
    public static ModelArtifactStore Open(string directory, TimeProvider clock)
    {
        var store = new ModelArtifactStore(directory, clock);
        try
        {
            foreach (var folder in (ReadOnlySpan<string>)[store._objects, store._models, store._unfinished])
            {
                DurableFile.CreateDirectory(folder);
            }

            var limit = clock.GetUtcNow().UtcDateTime - AbandonedAfter;
            foreach (var file in Directory.GetFiles(store._unfinished).Where(f => File.GetLastWriteTimeUtc(f) < limit))
            {
                File.Delete(file);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw DurableFile.Failure(directory, "open the model store", e);
        }

        return store;
    }

    /// <summary>Stores a new version; durable on return.</summary>
    /// <param name="name">1 to 100 of <c>A-Z a-z 0-9 . _ -</c>, not starting with a dot.</param>
    /// <param name="content">Read to its end.</param>
    /// <param name="metadata">Kept with the version.</param>
    /// <exception cref="ArgumentException">The name is not allowed.</exception>
    /// <exception cref="StorageException">It could not be written; no version was made.</exception>
    public ModelArtifact Save(string name, Stream content, IReadOnlyDictionary<string, string> metadata)
    {
        CheckName(name);
        try
        {
            var (sha256, size) = SaveContent(content);
            var folder = Path.Combine(_models, name);
            DurableFile.CreateDirectory(folder);
            var sorted = new SortedDictionary<string, string>(metadata.ToDictionary(), StringComparer.Ordinal);
            while (true)
            {
                var artifact = new ModelArtifact(name, Versions(name).LastOrDefault() + 1, sha256, size, _clock.GetUtcNow(), sorted);
                if (TryPublish(artifact))
                {
                    return artifact;
                }
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw DurableFile.Failure(Path.Combine(_models, name), "save model", e);
        }
    }

    /// <inheritdoc cref="Save(string, Stream, IReadOnlyDictionary{string, string})"/>
    public ModelArtifact Save(string name, byte[] content, IReadOnlyDictionary<string, string> metadata)
    {
        using var stream = new MemoryStream(content, writable: false);
        return Save(name, stream, metadata);
    }

    /// <summary>The newest version, or null when there is none.</summary>
    /// <exception cref="StorageException">Its manifest is damaged.</exception>
    public ModelArtifact? Latest(string name)
    {
        CheckName(name);
        return Versions(name) is { Count: > 0 } versions ? ReadManifest(name, versions[^1]) : null;
    }

    /// <summary>All versions of a name, oldest first.</summary>
    /// <exception cref="StorageException">A manifest is damaged.</exception>
    public IReadOnlyList<ModelArtifact> List(string name)
    {
        CheckName(name);
        return [.. Versions(name).Select(version => ReadManifest(name, version))];
    }

    /// <summary>The names that have versions, in ordinal order.</summary>
    public IReadOnlyList<string> Names() =>
        [.. Directory.GetDirectories(_models).Select(folder => Path.GetFileName(folder)).Where(name => Versions(name).Count > 0).Order(StringComparer.Ordinal)];

    /// <summary>The content of the newest version, verified.</summary>
    /// <exception cref="StorageException">There is none, or its length or SHA-256 is not what was saved.</exception>
    public byte[] Open(string name) => Open(Latest(name) ?? throw new StorageException(
        StorageFailure.NotFound, Path.Combine(_models, name), $"No model '{name}' in '{_models}'. What to do: train it first."));

    /// <summary>The content of a version, verified. O(size): hashes the content.</summary>
    /// <exception cref="StorageException">The content is missing, or its length or SHA-256 is not what was saved.</exception>
    public byte[] Open(ModelArtifact artifact)
    {
        var path = ContentPath(artifact.Sha256);
        byte[] bytes;
        try
        {
            bytes = File.ReadAllBytes(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Damaged(artifact, path, e.Message, e);
        }

        if (bytes.LongLength != artifact.Size)
        {
            throw Damaged(artifact, path, string.Create(CultureInfo.InvariantCulture, $"it has {bytes.LongLength} bytes instead of {artifact.Size}"), null);
        }

        var found = Hex(SHA256.HashData(bytes));
        return found == artifact.Sha256 ? bytes : throw Damaged(artifact, path, $"its SHA-256 is {found} instead of {artifact.Sha256}", null);
    }

    private static StorageException Damaged(ModelArtifact artifact, string path, string why, Exception? cause) => new(
        cause is FileNotFoundException or DirectoryNotFoundException ? StorageFailure.NotFound : StorageFailure.Corrupt,
        path,
        $"Model '{artifact.Name}' version {artifact.Version} cannot be used: '{path}' is damaged: {why}. What to do: delete that file and train again, or roll back to an older version.",
        cause);

    private (string Sha256, long Size) SaveContent(Stream content)
    {
        var temporary = TemporaryPath();
        try
        {
            string sha256;
            long size = 0;
            using (var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256))
            using (var file = new FileStream(temporary, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 1))
            {
                var buffer = new byte[81_920];
                for (var read = content.Read(buffer); read > 0; read = content.Read(buffer))
                {
                    hash.AppendData(buffer, 0, read);
                    file.Write(buffer, 0, read);
                    size += read;
                }

                file.Flush(flushToDisk: true);
                sha256 = Hex(hash.GetHashAndReset());
            }

            // Replaces an equal content, which also heals a damaged one.
            var final = ContentPath(sha256);
            DurableFile.CreateDirectory(Path.GetDirectoryName(final)!);
            DurableFile.Publish(temporary, final);
            return (sha256, size);
        }
        finally
        {
            File.Delete(temporary);
        }
    }

    private bool TryPublish(ModelArtifact artifact)
    {
        var temporary = TemporaryPath();
        try
        {
            DurableFile.WriteNew(temporary, ModelManifest.Write(artifact));
            return DurableFile.TryPublishNew(temporary, ManifestPath(artifact.Name, artifact.Version));
        }
        finally
        {
            File.Delete(temporary);
        }
    }

    private ModelArtifact ReadManifest(string name, int version)
    {
        var path = ManifestPath(name, version);
        try
        {
            return ModelManifest.Read(File.ReadAllBytes(path), name, version);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            throw new StorageException(
                StorageFailure.Corrupt, path, $"Model manifest '{path}' cannot be read: {e.Message} What to do: delete that file and train again, or roll back to an older version.", e);
        }
    }

    private List<int> Versions(string name)
    {
        var folder = Path.Combine(_models, name);
        return Directory.Exists(folder)
            ? [.. Directory.GetFiles(folder, "*.json").Select(Number).Where(number => number > 0).Order()]
            : [];
    }

    private static int Number(string path) =>
        int.TryParse(Path.GetFileNameWithoutExtension(path), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;

    private string ManifestPath(string name, int version) =>
        Path.Combine(_models, name, version.ToString("D8", CultureInfo.InvariantCulture) + ".json");

    private string ContentPath(string sha256) => Path.Combine(_objects, sha256[..2], sha256);

    private string TemporaryPath() => Path.Combine(
        _unfinished, string.Create(CultureInfo.InvariantCulture, $"{Environment.ProcessId}-{_clock.GetTimestamp()}-{Interlocked.Increment(ref _temporaries)}{DurableFile.TemporarySuffix}"));

    private static string Hex(byte[] hash) => Convert.ToHexStringLower(hash);

    private static void CheckName(string name)
    {
        var allowed = name.Length is > 0 and <= LongestName && name[0] != '.' && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '-');
        if (!allowed)
        {
            throw new ArgumentException($"name '{name}' is not allowed: 1 to {LongestName} of A-Z a-z 0-9 . _ -, not starting with a dot.", nameof(name));
        }
    }
}
