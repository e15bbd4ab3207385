using System.Text;
using ActorTrading.Actors.Persistence;
using ActorTrading.Storage.Snapshots;

namespace ActorTrading.Storage.Tests.Snapshots;

public sealed class SqliteSnapshotStoreTests : DurableSnapshotStoreContract, IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private int _files;

    public void Dispose() => _folder.Dispose();

    protected override Task<ISnapshotStore> CreateAsync() => OpenAsync($"contract-{Interlocked.Increment(ref _files)}", 100);

    protected override Task<ISnapshotStore> OpenAsync(string place, int? keep) => Task.FromResult<ISnapshotStore>(
        SqliteSnapshotStore.Open(new SqliteSnapshotStoreOptions { Path = PathOf(place), Keep = keep }, Note.Serialization()));

    protected override async Task DamageAsync(string place, string text)
    {
        var bytes = await File.ReadAllBytesAsync(PathOf(place));
        bytes[bytes.AsSpan().IndexOf(Encoding.UTF8.GetBytes(text))] ^= 4;
        await File.WriteAllBytesAsync(PathOf(place), bytes);
    }

    private string PathOf(string place) => _folder.File(place + ".db");
}
