using System.Runtime.Serialization;
using System.Text;
using ActorTrading.Actors.Persistence;
using ActorTrading.Storage.Snapshots;

namespace ActorTrading.Storage.Tests.Snapshots;

public sealed class SqliteSnapshotStoreTests : IDisposable
{
    private static readonly DateTime Start = new(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc);
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Load_AfterSaveAndReopen_GivesNewest()
    {
        await using (var store = Open())
        {
            await SaveAsync(store, "a", 10);
            await SaveAsync(store, "a", 20);
            await SaveAsync(store, "b", 99);
        }

        await using var again = Open();
        var loaded = await again.LoadAsync("a", SnapshotSelectionCriteria.Latest);

        Assert.Equal(new SelectedSnapshot(new SnapshotMetadata("a", 20, Start.AddMinutes(20)), new Note("a at 20")), loaded);
        Assert.Equal(DateTimeKind.Utc, loaded!.Metadata.Timestamp.Kind);
        Assert.Null(await again.LoadAsync("nobody", SnapshotSelectionCriteria.Latest));
        Assert.Null(await again.LoadAsync("a", SnapshotSelectionCriteria.None));
    }

    [Fact]
    public async Task Load_EveryCriteria_AgreesWithIsMatch()
    {
        await using var store = Open(keep: 100);
        var all = Enumerable.Range(1, 6).Select(n => new SnapshotMetadata("a", n * 10, Start.AddMinutes(n * 10))).ToArray();
        foreach (var metadata in all)
        {
            await SaveAsync(store, "a", metadata.SequenceNr);
        }

        foreach (var max in (long[])[0, 10, 35, 60, long.MaxValue])
        {
            foreach (var min in (long[])[0, 10, 35])
            {
                foreach (var until in (int[])[0, 10, 45, 1000])
                {
                    var criteria = new SnapshotSelectionCriteria(max, Start.AddMinutes(until), min, Start.AddMinutes(5));
                    var expected = all.LastOrDefault(criteria.IsMatch);
                    Assert.Equal(expected, (await store.LoadAsync("a", criteria))?.Metadata);
                }
            }
        }
    }

    [Fact]
    public async Task Save_MoreThanKept_DropsTheOldestOfThatIdOnly()
    {
        await using var store = Open(keep: 2);
        await SaveAsync(store, "b", 1);
        foreach (var n in (long[])[1, 2, 3, 4])
        {
            await SaveAsync(store, "a", n);
        }

        Assert.Equal(4, (await store.LoadAsync("a", SnapshotSelectionCriteria.Latest))!.Metadata.SequenceNr);
        Assert.Equal(3, (await store.LoadAsync("a", new SnapshotSelectionCriteria(3, DateTime.MaxValue)))!.Metadata.SequenceNr);
        Assert.Null(await store.LoadAsync("a", new SnapshotSelectionCriteria(2, DateTime.MaxValue)));
        Assert.NotNull(await store.LoadAsync("b", SnapshotSelectionCriteria.Latest));
    }

    [Fact]
    public async Task Save_SameNumber_Replaces()
    {
        await using var store = Open();
        await SaveAsync(store, "a", 5);

        await store.SaveAsync(new SnapshotMetadata("a", 5, Start), new Note("better"));

        Assert.Equal(new Note("better"), (await store.LoadAsync("a", SnapshotSelectionCriteria.Latest))!.Snapshot);
    }

    [Fact]
    public async Task Delete_ByCriteria_LeavesTheRest()
    {
        await using var store = Open(keep: 10);
        foreach (var n in (long[])[1, 2, 3])
        {
            await SaveAsync(store, "a", n);
        }

        await store.DeleteAsync("a", new SnapshotSelectionCriteria(3, DateTime.MaxValue, minSequenceNr: 2));

        Assert.Equal(1, (await store.LoadAsync("a", SnapshotSelectionCriteria.Latest))!.Metadata.SequenceNr);
    }

    [Fact]
    public async Task Save_ManyAtOnce_StoresAll()
    {
        await using var store = Open();

        await Task.WhenAll(Enumerable.Range(0, 50).Select(n => SaveAsync(store, $"id-{n}", 1)));

        for (var n = 0; n < 50; n++)
        {
            Assert.Equal(new Note($"id-{n} at 1"), (await store.LoadAsync($"id-{n}", SnapshotSelectionCriteria.Latest))!.Snapshot);
        }
    }

    [Fact]
    public async Task Save_NotSerialisable_KeepsTheOldOne()
    {
        await using var store = Open();
        await SaveAsync(store, "a", 1);

        await Assert.ThrowsAsync<SerializationException>(() => store.SaveAsync(new SnapshotMetadata("a", 2, Start), new object()));

        Assert.Equal(1, (await store.LoadAsync("a", SnapshotSelectionCriteria.Latest))!.Metadata.SequenceNr);
    }

    [Fact]
    public async Task Load_FlippedBit_IsNoticedAndTheOneBeforeStillLoads()
    {
        await using (var store = Open())
        {
            await SaveAsync(store, "a", 1);
            await SaveAsync(store, "a", 2);
        }

        var bytes = await File.ReadAllBytesAsync(Path);
        bytes[bytes.AsSpan().IndexOf(Encoding.UTF8.GetBytes("a at 2"))] ^= 4;
        await File.WriteAllBytesAsync(Path, bytes);

        await using var damaged = Open();
        var failure = await Assert.ThrowsAsync<StorageException>(() => damaged.LoadAsync("a", SnapshotSelectionCriteria.Latest));
        Assert.Equal(StorageFailure.Corrupt, failure.Failure);
        Assert.Contains("Snapshot 2 of 'a'", failure.Message, StringComparison.Ordinal);
        await damaged.DeleteAsync("a", new SnapshotSelectionCriteria(2, DateTime.MaxValue, minSequenceNr: 2));
        Assert.Equal(1, (await damaged.LoadAsync("a", SnapshotSelectionCriteria.Latest))!.Metadata.SequenceNr);
    }

    [Fact]
    public async Task Save_AfterDispose_IsRefused()
    {
        var store = Open();
        await store.DisposeAsync();
        await store.DisposeAsync();

        await Assert.ThrowsAsync<ObjectDisposedException>(() => SaveAsync(store, "a", 1));
        await Assert.ThrowsAsync<ObjectDisposedException>(() => store.LoadAsync("a", SnapshotSelectionCriteria.Latest));
    }

    private string Path => _folder.File("snapshots.db");

    private SqliteSnapshotStore Open(int keep = 2) => SqliteSnapshotStore.Open(new SqliteSnapshotStoreOptions { Path = Path, Keep = keep }, Note.Serialization());

    private static Task SaveAsync(SqliteSnapshotStore store, string id, long number) =>
        store.SaveAsync(new SnapshotMetadata(id, number, Start.AddMinutes(number)), new Note($"{id} at {number}"));
}
