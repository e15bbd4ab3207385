using ActorTrading.Actors.Persistence;

namespace ActorTrading.Actors.TestKit.Simulated;

/// <summary>A snapshot store with the latency, the faults and the crashes of <see cref="SimulatedJournal"/>.</summary>
public sealed class SimulatedSnapshotStore : ISnapshotStore
{
    private readonly SimulatedDisk _disk;
    private readonly SimulatedStoreOptions _options;

    /// <param name="inner">What survives crashes; must answer at once. Null: a new <see cref="InMemorySnapshotStore"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of range.</exception>
    public SimulatedSnapshotStore(Simulation simulation, SimulatedStoreOptions? options = null, ISnapshotStore? inner = null)
    {
        _options = options ?? new SimulatedStoreOptions();
        _disk = new SimulatedDisk(simulation, _options);
        Inner = inner ?? new InMemorySnapshotStore();
    }

    /// <summary>The store without latency and faults.</summary>
    public ISnapshotStore Inner { get; }

    /// <summary>No more failures and rejections from now on; latency stays.</summary>
    public void EndFaults() => _disk.IsFaultless = true;

    /// <inheritdoc/>
    /// <remarks>Answered at a seeded virtual time, with what is stored then.</remarks>
    /// <exception cref="SimulatedFailureException">The seed lets the read fail.</exception>
    public async Task<SelectedSnapshot?> LoadAsync(
        string persistenceId, SnapshotSelectionCriteria criteria, CancellationToken cancellationToken = default)
    {
        await _disk.ReadAsync();
        return await Inner.LoadAsync(persistenceId, criteria, cancellationToken);
    }

    /// <inheritdoc/>
    /// <remarks>
    /// Takes effect and is answered at seeded virtual times; two requests under way may take effect in either order. A host that crashes is
    /// never answered. The token is not looked at.
    /// </remarks>
    /// <exception cref="SimulatedFailureException">A failure of the seed: the snapshot is stored all the same, or not at all.</exception>
    public Task SaveAsync(SnapshotMetadata metadata, object snapshot, CancellationToken cancellationToken = default) =>
        _disk.ChangeAsync(_options.WriteFailures, 0, () => Inner.SaveAsync(metadata, snapshot, CancellationToken.None));

    /// <inheritdoc/>
    /// <remarks>Takes effect and is answered as a save does. The token is not looked at.</remarks>
    /// <exception cref="SimulatedFailureException">A failure of the seed: the deletion takes place all the same, or not at all.</exception>
    public Task DeleteAsync(string persistenceId, SnapshotSelectionCriteria criteria, CancellationToken cancellationToken = default) =>
        _disk.ChangeAsync(_options.DeleteFailures, 0, () => Inner.DeleteAsync(persistenceId, criteria, CancellationToken.None));

    /// <summary>Disposes of <see cref="Inner"/> at once. Requests under way are not waited for; what they come to then is up to it.</summary>
    public ValueTask DisposeAsync() => Inner.DisposeAsync();
}
