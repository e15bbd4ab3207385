using ActorTrading.Actors.Persistence;

namespace ActorTrading.Actors.Tests.Simulated;

/// <summary>A journal in memory that remembers every event it ever stored, deleted ones too.</summary>
internal sealed class RecordingJournal : IJournal
{
    private readonly InMemoryJournal _inner = new();
    private readonly Dictionary<string, List<PersistentRepr>> _history = new(StringComparer.Ordinal);

    /// <summary>Writes that the journal refused though the writer is the only one.</summary>
    public List<string> Conflicts { get; } = [];

    public IReadOnlyList<PersistentRepr> History(string persistenceId) =>
        _history.TryGetValue(persistenceId, out var all) ? all : [];

    public Task WriteAsync(IReadOnlyList<PersistentRepr> events, CancellationToken cancellationToken = default)
    {
        var write = _inner.WriteAsync(events, cancellationToken);
        if (write.IsCompletedSuccessfully)
        {
            if (!_history.TryGetValue(events[0].PersistenceId, out var all))
            {
                _history[events[0].PersistenceId] = all = [];
            }

            all.AddRange(events);
        }
        else
        {
            Conflicts.Add(write.Exception!.InnerException!.Message);
        }

        return write;
    }

    public IAsyncEnumerable<PersistentRepr> ReplayAsync(
        string persistenceId, long fromSequenceNr, long toSequenceNr, long max, CancellationToken cancellationToken = default) =>
        _inner.ReplayAsync(persistenceId, fromSequenceNr, toSequenceNr, max, cancellationToken);

    public Task<long> ReadHighestSequenceNrAsync(string persistenceId, CancellationToken cancellationToken = default) =>
        _inner.ReadHighestSequenceNrAsync(persistenceId, cancellationToken);

    public Task DeleteToAsync(string persistenceId, long toSequenceNr, CancellationToken cancellationToken = default) =>
        _inner.DeleteToAsync(persistenceId, toSequenceNr, cancellationToken);

    public IAsyncEnumerable<string> CurrentPersistenceIdsAsync(CancellationToken cancellationToken = default) =>
        _inner.CurrentPersistenceIdsAsync(cancellationToken);

    public ValueTask DisposeAsync() => _inner.DisposeAsync();
}
