using System.Collections.Concurrent;

namespace ActorTrading.Actors.Persistence;

/// <summary>Keeps the snapshot objects themselves: they must be immutable.</summary>
public sealed class InMemorySnapshotStore : ISnapshotStore
{
    private readonly ConcurrentDictionary<string, SortedList<long, SelectedSnapshot>> _snapshots = new(StringComparer.Ordinal);
    private bool _disposed;

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

    public Task DeleteAsync(string persistenceId, SnapshotSelectionCriteria criteria, CancellationToken cancellationToken = default)
    {
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

    public ValueTask DisposeAsync()
    {
        Volatile.Write(ref _disposed, true);
        return ValueTask.CompletedTask;
    }

    private Exception? Refusal(CancellationToken cancellationToken) => Volatile.Read(ref _disposed)
        ? new ObjectDisposedException(nameof(InMemorySnapshotStore))
        : cancellationToken.IsCancellationRequested ? new OperationCanceledException(cancellationToken) : null;
}
