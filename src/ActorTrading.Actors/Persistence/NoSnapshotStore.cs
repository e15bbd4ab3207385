namespace ActorTrading.Actors.Persistence;

/// <summary>Stands in where snapshots are not wanted: recovery finds none, saving and deleting fail.</summary>
public sealed class NoSnapshotStore : ISnapshotStore
{
    /// <summary>Always null: recovery begins with the first event.</summary>
    public Task<SelectedSnapshot?> LoadAsync(
        string persistenceId, SnapshotSelectionCriteria criteria, CancellationToken cancellationToken = default) =>
        Task.FromResult<SelectedSnapshot?>(null);

    /// <exception cref="NotSupportedException">Always.</exception>
    public Task SaveAsync(SnapshotMetadata metadata, object snapshot, CancellationToken cancellationToken = default) => Refuse();

    /// <exception cref="NotSupportedException">Always.</exception>
    public Task DeleteAsync(string persistenceId, SnapshotSelectionCriteria criteria, CancellationToken cancellationToken = default) => Refuse();

    /// <summary>There is nothing to end; it goes on as before.</summary>
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private static Task Refuse() => Task.FromException(new NotSupportedException(
        $"No snapshot store configured. Set {nameof(PersistenceOptions)}.{nameof(PersistenceOptions.SnapshotStore)}."));
}
