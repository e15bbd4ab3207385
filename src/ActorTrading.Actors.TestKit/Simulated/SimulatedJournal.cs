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

    public Task WriteAsync(IReadOnlyList<PersistentRepr> events, CancellationToken cancellationToken = default) =>
        _disk.ChangeAsync(_options.WriteFailures, _options.WriteRejections, () => Inner.WriteAsync(events, CancellationToken.None));

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

    public async Task<long> ReadHighestSequenceNrAsync(string persistenceId, CancellationToken cancellationToken = default)
    {
        await _disk.ReadAsync();
        return await Inner.ReadHighestSequenceNrAsync(persistenceId, cancellationToken);
    }

    public Task DeleteToAsync(string persistenceId, long toSequenceNr, CancellationToken cancellationToken = default) =>
        _disk.ChangeAsync(_options.DeleteFailures, 0, () => Inner.DeleteToAsync(persistenceId, toSequenceNr, CancellationToken.None));

    public IAsyncEnumerable<string> CurrentPersistenceIdsAsync(CancellationToken cancellationToken = default) =>
        Inner.CurrentPersistenceIdsAsync(cancellationToken);

    public ValueTask DisposeAsync() => Inner.DisposeAsync();
}
