using System.Runtime.CompilerServices;
using ActorTrading.Actors.Persistence;

namespace ActorTrading.Actors.TestKit.Simulated;

/// <summary>
/// A journal whose answers come at seeded virtual times, and fail, by the seed. A write takes effect at one time and is acknowledged at a later one;
/// a host that crashes between leaves the event stored though nobody was told, one that crashes before leaves nothing.
/// May be shared by several systems of one simulation, one after another or at the same time.
/// </summary>
public sealed class SimulatedJournal : IJournal
{
    private readonly SimulatedDisk _disk;
    private readonly SimulatedStoreOptions _options;

    /// <param name="inner">What survives crashes; must answer at once. Null: a new <see cref="InMemoryJournal"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of range.</exception>
    public SimulatedJournal(Simulation simulation, SimulatedStoreOptions? options = null, IJournal? inner = null)
    {
        _options = options ?? new SimulatedStoreOptions();
        _disk = new SimulatedDisk(simulation, _options);
        Inner = inner ?? new InMemoryJournal();
    }

    /// <summary>The journal without latency and faults: what is stored at this moment.</summary>
    public IJournal Inner { get; }

    /// <summary>No more failures and rejections from now on; latency stays.</summary>
    public void EndFaults() => _disk.IsFaultless = true;

    /// <inheritdoc/>
    /// <remarks>
    /// Takes effect and is answered at seeded virtual times; two requests under way may take effect in either order. A host that crashes is
    /// never answered. The token is not looked at.
    /// </remarks>
    /// <exception cref="SimulatedFailureException">A failure of the seed: the events are stored all the same, or none of them is.</exception>
    /// <exception cref="EventRejectedException">A rejection of the seed, nothing is stored; or one of <see cref="Inner"/>.</exception>
    public Task WriteAsync(IReadOnlyList<PersistentRepr> events, CancellationToken cancellationToken = default) =>
        _disk.ChangeAsync(_options.WriteFailures, _options.WriteRejections, () => Inner.WriteAsync(events, CancellationToken.None));

    /// <inheritdoc/>
    /// <remarks>
    /// Pauses before the first event and, by the seed, between later ones. What has come is right and in order, also where a later pause fails.
    /// </remarks>
    /// <exception cref="SimulatedFailureException">The seed lets the read fail, at its start or at a later pause.</exception>
    public async IAsyncEnumerable<PersistentRepr> ReplayAsync(
        string persistenceId, long fromSequenceNr, long toSequenceNr, long max, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await _disk.ReadAsync();
        var left = _disk.NextRunLength();
        await foreach (var one in Inner.ReplayAsync(persistenceId, fromSequenceNr, toSequenceNr, max, cancellationToken))
        {
            if (--left == 0)
            {
                await _disk.ReadAsync();
                left = _disk.NextRunLength();
            }

            yield return one;
        }
    }

    /// <inheritdoc/>
    /// <remarks>Answered at a seeded virtual time, with what is stored then.</remarks>
    /// <exception cref="SimulatedFailureException">The seed lets the read fail.</exception>
    public async Task<long> ReadHighestSequenceNrAsync(string persistenceId, CancellationToken cancellationToken = default)
    {
        await _disk.ReadAsync();
        return await Inner.ReadHighestSequenceNrAsync(persistenceId, cancellationToken);
    }

    /// <inheritdoc/>
    /// <remarks>Takes effect and is answered as a write does. The token is not looked at.</remarks>
    /// <exception cref="SimulatedFailureException">A failure of the seed: the deletion takes place all the same, or not at all.</exception>
    public Task DeleteToAsync(string persistenceId, long toSequenceNr, CancellationToken cancellationToken = default) =>
        _disk.ChangeAsync(_options.DeleteFailures, 0, () => Inner.DeleteToAsync(persistenceId, toSequenceNr, CancellationToken.None));

    /// <inheritdoc/>
    /// <remarks>Without latency and faults.</remarks>
    public IAsyncEnumerable<string> CurrentPersistenceIdsAsync(CancellationToken cancellationToken = default) =>
        Inner.CurrentPersistenceIdsAsync(cancellationToken);

    /// <summary>Disposes of <see cref="Inner"/> at once. Requests under way are not waited for; what they come to then is up to it.</summary>
    public ValueTask DisposeAsync() => Inner.DisposeAsync();
}
