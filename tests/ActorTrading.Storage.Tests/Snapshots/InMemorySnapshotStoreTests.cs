using ActorTrading.Actors.Persistence;

namespace ActorTrading.Storage.Tests.Snapshots;

public sealed class InMemorySnapshotStoreTests : SnapshotStoreContract
{
    protected override Task<ISnapshotStore> CreateAsync() => Task.FromResult<ISnapshotStore>(new InMemorySnapshotStore());
}
