using ActorTrading.Actors.Persistence;

namespace ActorTrading.Actors.Tests.EventSourcing;

/// <summary>A snapshot store in memory that fails or never answers on command.</summary>
internal sealed class FaultySnapshots : ISnapshotStore
{
    private readonly InMemorySnapshotStore _inner = new();

    public Exception? Error { get; set; }

    public bool IsSilent { get; set; }

    public int Calls { get; private set; }

    /// <summary>Stores one behind the actor's back.</summary>
    public void Put(string persistenceId, long sequenceNr, object snapshot) =>
        _ = _inner.SaveAsync(new SnapshotMetadata(persistenceId, sequenceNr), snapshot);

    public async Task<SelectedSnapshot?> LoadAsync(
        string persistenceId, SnapshotSelectionCriteria criteria, CancellationToken cancellationToken = default)
    {
        await CallAsync(cancellationToken);
        return await _inner.LoadAsync(persistenceId, criteria, cancellationToken);
    }

    public async Task SaveAsync(SnapshotMetadata metadata, object snapshot, CancellationToken cancellationToken = default)
    {
        await CallAsync(cancellationToken);
        await _inner.SaveAsync(metadata, snapshot, cancellationToken);
    }

    public async Task DeleteAsync(string persistenceId, SnapshotSelectionCriteria criteria, CancellationToken cancellationToken = default)
    {
        await CallAsync(cancellationToken);
        await _inner.DeleteAsync(persistenceId, criteria, cancellationToken);
    }

    public ValueTask DisposeAsync() => _inner.DisposeAsync();

    private Task CallAsync(CancellationToken cancellationToken)
    {
        Calls++;
        return Error is { } error ? Task.FromException(error)
            : IsSilent ? Task.Delay(Timeout.Infinite, cancellationToken)
            : Task.CompletedTask;
    }
}
