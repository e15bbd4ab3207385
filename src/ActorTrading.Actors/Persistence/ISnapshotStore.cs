namespace ActorTrading.Actors.Persistence;

/// <summary>Where snapshots are stored. Implementations are safe for use from many actors at once.</summary>
public interface ISnapshotStore : IAsyncDisposable
{
    /// <summary>The newest snapshot that meets the criteria, or null.</summary>
    Task<SelectedSnapshot?> LoadAsync(string persistenceId, SnapshotSelectionCriteria criteria, CancellationToken cancellationToken = default);

    /// <summary>Stores or replaces the snapshot of that persistence id and sequence number; durable on completion.</summary>
    Task SaveAsync(SnapshotMetadata metadata, object snapshot, CancellationToken cancellationToken = default);

    /// <summary>Removes every snapshot that meets the criteria.</summary>
    Task DeleteAsync(string persistenceId, SnapshotSelectionCriteria criteria, CancellationToken cancellationToken = default);
}
