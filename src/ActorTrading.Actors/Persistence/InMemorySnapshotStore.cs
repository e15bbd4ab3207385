using System.Collections.Concurrent;

namespace ActorTrading.Actors.Persistence;

/// <summary>Keeps the snapshot objects themselves: they must be immutable.</summary>
public sealed class InMemorySnapshotStore : ISnapshotStore
{
    private readonly ConcurrentDictionary<string, SortedList<long, SelectedSnapshot>> _snapshots = new(StringComparer.Ordinal);
    private bool _disposed;

    /// <inheritdoc/>
    /// <remarks>The one with the highest number among those that meet the criteria. Fails with <see cref="ObjectDisposedException"/> after the store's end.</remarks>
    public Task<SelectedSnapshot?> LoadAsync(
        string persistenceId, SnapshotSelectionCriteria criteria, CancellationToken cancellationToken = default)
    {
        if (Refusal(cancellationToken) is { } refusal)
        {
            return Task.FromException<SelectedSnapshot?>(refusal);
        }

        if (!_snapshots.TryGetValue(persistenceId, out var list))
        {
            return Task.FromResult<SelectedSnapshot?>(null);
        }

        lock (list)
        {
            return Task.FromResult(list.Values.LastOrDefault(s => criteria.IsMatch(s.Metadata)));
        }
    }

    /// <inheritdoc/>
    /// <remarks>Done before it returns. Fails with <see cref="ObjectDisposedException"/> after the store's end.</remarks>
    public Task SaveAsync(SnapshotMetadata metadata, object snapshot, CancellationToken cancellationToken = default)
    {
        if (Refusal(cancellationToken) is { } refusal)
        {
            return Task.FromException(refusal);
        }

        var list = _snapshots.GetOrAdd(metadata.PersistenceId, static _ => []);
        lock (list)
        {
            list[metadata.SequenceNr] = new SelectedSnapshot(metadata, snapshot);
        }

        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    /// <remarks>Done before it returns; to find nothing is no error. Fails with <see cref="ObjectDisposedException"/> after the store's end.</remarks>
    public Task DeleteAsync(string persistenceId, SnapshotSelectionCriteria criteria, CancellationToken cancellationToken = default)
    {
        if (Refusal(cancellationToken) is { } refusal)
        {
            return Task.FromException(refusal);
        }

        if (_snapshots.TryGetValue(persistenceId, out var list))
        {
            lock (list)
            {
                foreach (var number in list.Where(s => criteria.IsMatch(s.Value.Metadata)).Select(static s => s.Key).ToArray())
                {
                    list.Remove(number);
                }
            }
        }

        return Task.CompletedTask;
    }

    /// <summary>Loading, saving and deleting fail with <see cref="ObjectDisposedException"/> from now on.</summary>
    public ValueTask DisposeAsync()
    {
        Volatile.Write(ref _disposed, true);
        return ValueTask.CompletedTask;
    }

    private Exception? Refusal(CancellationToken cancellationToken) => Volatile.Read(ref _disposed)
        ? new ObjectDisposedException(nameof(InMemorySnapshotStore))
        : cancellationToken.IsCancellationRequested ? new OperationCanceledException(cancellationToken) : null;
}
