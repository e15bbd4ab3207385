using System.Text;
using ActorTrading.Storage.Models;

namespace ActorTrading.Storage.Tests.Models;

public sealed class ModelArtifactStoreTests : IDisposable
{
    private static readonly Dictionary<string, string> None = [];
    private readonly TemporaryFolder _folder = new();
    private readonly ManualClock _clock = new(new DateTimeOffset(2026, 2, 3, 4, 5, 6, TimeSpan.Zero));

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Save_KnownContent_HasThePublishedSha256()
    {
        var saved = Open().Save("trees-1h", "abc"u8.ToArray(), new Dictionary<string, string> { ["window"] = "2024..2025", ["auc"] = "0.53" });

        // FIPS 180-2, appendix B.1.
        Assert.Equal("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad", saved.Sha256);
        Assert.Equal((1, 3L, _clock.Now), (saved.Version, saved.Size, saved.Created));
        Assert.Equal("abc"u8.ToArray(), Open().Open("trees-1h"));
        var read = Open().Latest("trees-1h")!;
        Assert.Equal(saved with { Metadata = None }, read with { Metadata = None });
        Assert.Equal([KeyValuePair.Create("auc", "0.53"), KeyValuePair.Create("window", "2024..2025")], read.Metadata);
    }

    [Fact]
    public void Save_Again_MakesTheNextVersionAndKeepsTheOld()
    {
        var store = Open();
        store.Save("m", "one"u8.ToArray(), None);
        _clock.Now += TimeSpan.FromHours(1);
        using var stream = new MemoryStream("two"u8.ToArray());
        store.Save("m", stream, None);
        store.Save("other", "one"u8.ToArray(), None);

        var versions = store.List("m");

        Assert.Equal([1, 2], versions.Select(v => v.Version));
        Assert.Equal("one", Encoding.UTF8.GetString(store.Open(versions[0])));
        Assert.Equal("two", Encoding.UTF8.GetString(store.Open("m")));
        Assert.Equal(["m", "other"], store.Names());
        Assert.Equal(2, Directory.GetFiles(_folder.File("objects"), "*", SearchOption.AllDirectories).Length);
        Assert.Empty(Directory.GetFiles(_folder.File("unfinished")));
    }

    [Fact]
    public void Save_ManyAtOnceFromSeveralStores_GivesEveryVersionOnce()
    {
        var stores = Enumerable.Range(0, 4).Select(_ => Open()).ToArray();

        Parallel.For(0, 40, n => stores[n % 4].Save("m", BitConverter.GetBytes(n), None));

        var versions = Open().List("m");
        Assert.Equal(Enumerable.Range(1, 40), versions.Select(v => v.Version));
        Assert.Equal(Enumerable.Range(0, 40), versions.Select(v => BitConverter.ToInt32(Open().Open(v))).Order());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(7)]
    public void Open_TruncatedContent_SaysWhichFileAndWhatToDo(int left)
    {
        var (path, failure) = Damage(bytes => bytes[..left]);

        Assert.Contains(path, failure.Message, StringComparison.Ordinal);
        Assert.Contains($"{left} bytes instead of 12", failure.Message, StringComparison.Ordinal);
        Assert.Contains("train again", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Open_FlippedBit_IsCorruptUntilSavedAgain()
    {
        var (path, failure) = Damage(bytes =>
        {
            bytes[5] ^= 1;
            return bytes;
        });

        Assert.Equal((StorageFailure.Corrupt, path), (failure.Failure, failure.Path));
        Open().Save("m", "model weight"u8.ToArray(), None);
        Assert.Equal("model weight"u8.ToArray(), Open().Open("m"));
    }

    [Fact]
    public void Open_ContentGone_IsNotFound()
    {
        var saved = Open().Save("m", "x"u8.ToArray(), None);
        Directory.Delete(_folder.File("objects"), recursive: true);

        Assert.Equal(StorageFailure.NotFound, Assert.Throws<StorageException>(() => Open().Open(saved)).Failure);
    }

    [Fact]
    public void Open_UnknownName_IsNotFound()
    {
        var failure = Assert.Throws<StorageException>(() => Open().Open("nothing"));

        Assert.Equal(StorageFailure.NotFound, failure.Failure);
        Assert.Null(Open().Latest("nothing"));
        Assert.Empty(Open().List("nothing"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("null")]
    [InlineData("""{"name":"m","version":2,"sha256":"00","size":1,"created":"2026-01-01T00:00:00Z","metadata":{}}""")]
    [InlineData("""{"name":"m","version":1,"sha256":"00","size":1,"created":"2026-01-01T00:00:00Z","metadata":{}}""")]
    public void Latest_DamagedManifest_SaysWhichFile(string manifest)
    {
        Open().Save("m", "x"u8.ToArray(), None);
        var path = Assert.Single(Directory.GetFiles(_folder.File("models/m")));
        File.WriteAllText(path, manifest);

        var failure = Assert.Throws<StorageException>(() => Open().Latest("m"));

        Assert.Equal((StorageFailure.Corrupt, path), (failure.Failure, failure.Path));
    }

    [Theory]
    [InlineData("")]
    [InlineData("../escape")]
    [InlineData("a/b")]
    [InlineData(".hidden")]
    [InlineData("späße")]
    public void Save_NameNotAllowed_IsRefused(string name) =>
        Assert.Contains(name, Assert.Throws<ArgumentException>(() => Open().Save(name, [], None)).Message, StringComparison.Ordinal);

    [Fact]
    public void Open_LeftoversOfDeadWriters_AreRemovedAfterADay()
    {
        Open();
        var fresh = _folder.File("unfinished/1-1-1.tmp");
        var old = _folder.File("unfinished/2-1-1.tmp");
        File.WriteAllText(fresh, "half");
        File.WriteAllText(old, "half");
        File.SetLastWriteTimeUtc(fresh, _clock.Now.UtcDateTime.AddHours(-23));
        File.SetLastWriteTimeUtc(old, _clock.Now.UtcDateTime.AddHours(-25));

        Open();

        Assert.Equal((true, false), (File.Exists(fresh), File.Exists(old)));
    }

    [Fact]
    public void Open_WhereNothingCanBeWritten_SaysSo() => Assert.Equal(
        StorageFailure.ReadOnly, Assert.Throws<StorageException>(() => ModelArtifactStore.Open("/proc/actortrading/models", _clock)).Failure);

    private ModelArtifactStore Open() => ModelArtifactStore.Open(_folder.Path, _clock);

    private (string Path, StorageException Failure) Damage(Func<byte[], byte[]> change)
    {
        var saved = Open().Save("m", "model weight"u8.ToArray(), None);
        var path = Assert.Single(Directory.GetFiles(_folder.File("objects"), saved.Sha256, SearchOption.AllDirectories));
        File.WriteAllBytes(path, change(File.ReadAllBytes(path)));
        return (path, Assert.Throws<StorageException>(() => Open().Open("m")));
    }
}
