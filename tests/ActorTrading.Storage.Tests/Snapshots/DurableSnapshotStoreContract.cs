using System.Runtime.Serialization;
using ActorTrading.Actors.Persistence;

namespace ActorTrading.Storage.Tests.Snapshots;

/// <summary>What a snapshot store that outlives its process has to do besides.</summary>
public abstract class DurableSnapshotStoreContract : SnapshotStoreContract
{
    /// <summary>The store at a place, created if there is none.</summary>
    protected abstract Task<ISnapshotStore> OpenAsync(string place, int? keep);

    /// <summary>Changes the stored bytes of one snapshot behind the store's back; no store is open there.</summary>
    protected abstract Task DamageAsync(string place, string text);

    [Fact]
    public async Task Open_AfterDispose_FindsWhatWasSaved()
    {
        await using (var store = await OpenAsync("kept", 2))
        {
            await SaveAsync(store, "a", 10);
            await SaveAsync(store, "a", 20);
        }

        await using var again = await OpenAsync("kept", 2);
        Assert.Equal(
            new SelectedSnapshot(new SnapshotMetadata("a", 20, Start.AddMinutes(20)), new Note("a at 20")),
            await again.LoadAsync("a", SnapshotSelectionCriteria.Latest));
    }

    [Fact]
    public async Task Save_WithoutALimit_KeepsAllUntilTheyAreDeleted()
    {
        await using var store = await OpenAsync("unlimited", null);
        for (var n = 1; n <= 12; n++)
        {
            await SaveAsync(store, "a", n);
        }

        Assert.Equal(1, (await store.LoadAsync("a", new SnapshotSelectionCriteria(1)))!.Metadata.SequenceNr);
        await store.DeleteAsync("a", new SnapshotSelectionCriteria(11));
        Assert.Null(await store.LoadAsync("a", new SnapshotSelectionCriteria(11)));
        Assert.Equal(12, (await store.LoadAsync("a", SnapshotSelectionCriteria.Latest))!.Metadata.SequenceNr);
    }

    [Fact]
    public async Task Save_MoreThanKept_DropsTheOldestOfThatIdOnly()
    {
        await using var store = await OpenAsync("pruned", 2);
        await SaveAsync(store, "b", 1);
        foreach (var n in (long[])[1, 2, 3, 4, 4])
        {
            await SaveAsync(store, "a", n);
        }

        Assert.Equal(4, (await store.LoadAsync("a", SnapshotSelectionCriteria.Latest))!.Metadata.SequenceNr);
        Assert.Equal(3, (await store.LoadAsync("a", new SnapshotSelectionCriteria(3, DateTime.MaxValue)))!.Metadata.SequenceNr);
        Assert.Null(await store.LoadAsync("a", new SnapshotSelectionCriteria(2, DateTime.MaxValue)));
        Assert.NotNull(await store.LoadAsync("b", SnapshotSelectionCriteria.Latest));
    }

    [Fact]
    public async Task Save_NotSerialisable_KeepsTheOldOne()
    {
        await using var store = await CreateAsync();
        await SaveAsync(store, "a", 1);

        await Assert.ThrowsAsync<SerializationException>(() => store.SaveAsync(new SnapshotMetadata("a", 2, Start), new object()));

        Assert.Equal(1, (await store.LoadAsync("a", SnapshotSelectionCriteria.Latest))!.Metadata.SequenceNr);
    }

    [Fact]
    public async Task Load_Damaged_IsNoticedAndTheOneBeforeStillLoads()
    {
        await using (var store = await OpenAsync("damaged", 2))
        {
            await SaveAsync(store, "a", 1);
            await SaveAsync(store, "a", 2);
        }

        await DamageAsync("damaged", "a at 2");

        await using var damaged = await OpenAsync("damaged", 2);
        var failure = await Assert.ThrowsAsync<StorageException>(() => damaged.LoadAsync("a", SnapshotSelectionCriteria.Latest));
        Assert.Equal(StorageFailure.Corrupt, failure.Failure);
        Assert.Contains("Snapshot 2 of 'a'", failure.Message, StringComparison.Ordinal);
        await damaged.DeleteAsync("a", new SnapshotSelectionCriteria(2, DateTime.MaxValue, minSequenceNr: 2));
        Assert.Equal(1, (await damaged.LoadAsync("a", SnapshotSelectionCriteria.Latest))!.Metadata.SequenceNr);
    }
}
