using ActorTrading.Actors.Internal;
using ActorTrading.Actors.Pattern;

namespace ActorTrading.Actors.Persistence;

/// <summary>One snapshot store as the actors of a system use it: behind a circuit breaker.</summary>
internal sealed class SnapshotPlugin(ISnapshotStore store, CircuitBreakerOptions options, ActorSystemImpl system)
{
    private readonly CircuitBreaker _breaker = options.NewBreaker(system);

    public Task<SelectedSnapshot?> Load(string persistenceId, SnapshotSelectionCriteria criteria, CancellationToken cancellationToken) =>
        _breaker.WithCircuitBreaker(() => store.LoadAsync(persistenceId, criteria, cancellationToken));

    public Task Save(SnapshotMetadata metadata, object snapshot) => _breaker.WithCircuitBreaker(() => store.SaveAsync(metadata, snapshot));

    public Task Delete(string persistenceId, SnapshotSelectionCriteria criteria) =>
        _breaker.WithCircuitBreaker(() => store.DeleteAsync(persistenceId, criteria));
}
