using System.Runtime.CompilerServices;
using ActorTrading.Actors.Persistence;
using ActorTrading.Engine.Events;

namespace ActorTrading.Engine.Tests.Running;

/// <summary>A journal in memory, through the real serializer, whose writes fail when the test says so.</summary>
internal sealed class BreakableJournal : IJournal
{
    private readonly SymbolEventSerializer _serializer = new();
    private readonly InMemoryJournal _inner = new();
    private readonly TaskCompletionSource _broken = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _writes;

    /// <summary>True for a write that fails, by its number from 0 and its events. With <see cref="StoreBeforeFailing"/> it is stored all the same.</summary>
    public Func<int, IReadOnlyList<PersistentRepr>, bool> Fails { get; set; } = (_, _) => false;

    public bool StoreBeforeFailing { get; set; }

    /// <summary>Completes with the first failed write.</summary>
    public Task Broken => _broken.Task;

    public int Writes => Volatile.Read(ref _writes);

    /// <summary>Another journal over the same events, which does not fail: what a new process finds.</summary>
    public async Task<BreakableJournal> ReopenAsync()
    {
        var copy = new BreakableJournal();
        await foreach (var id in CurrentPersistenceIdsAsync())
        {
            await foreach (var one in ReplayAsync(id, 1, long.MaxValue, long.MaxValue))
            {
                await copy._inner.WriteAsync([one]);
            }
        }

        return copy;
    }

    public async Task<List<ISymbolEvent>> EventsAsync(string symbol)
    {
        var events = new List<ISymbolEvent>();
        await foreach (var one in ReplayAsync($"symbol-{symbol}", 1, long.MaxValue, long.MaxValue))
        {
            events.Add((ISymbolEvent)one.Payload);
        }

        return events;
    }

    public async Task WriteAsync(IReadOnlyList<PersistentRepr> events, CancellationToken cancellationToken = default)
    {
        var number = Interlocked.Increment(ref _writes) - 1;
        var copies = events.Select(e => e with { Payload = _serializer.FromBinary(_serializer.ToBinary(e.Payload), _serializer.Manifest(e.Payload)) }).ToList();
        var fails = Fails(number, events);
        if (!fails || StoreBeforeFailing)
        {
            await _inner.WriteAsync(copies, cancellationToken);
        }

        if (fails)
        {
            _broken.TrySetResult();
            throw new IOException("no space left on device");
        }
    }

    public async IAsyncEnumerable<PersistentRepr> ReplayAsync(
        string persistenceId, long fromSequenceNr, long toSequenceNr, long max, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await foreach (var one in _inner.ReplayAsync(persistenceId, fromSequenceNr, toSequenceNr, max, cancellationToken))
        {
            yield return one;
        }
    }

    public Task<long> ReadHighestSequenceNrAsync(string persistenceId, CancellationToken cancellationToken = default) =>
        _inner.ReadHighestSequenceNrAsync(persistenceId, cancellationToken);

    public Task DeleteToAsync(string persistenceId, long toSequenceNr, CancellationToken cancellationToken = default) =>
        _inner.DeleteToAsync(persistenceId, toSequenceNr, cancellationToken);

    public IAsyncEnumerable<string> CurrentPersistenceIdsAsync(CancellationToken cancellationToken = default) =>
        _inner.CurrentPersistenceIdsAsync(cancellationToken);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
