using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using ActorTrading.Actors.Persistence;
using ActorTrading.Engine.Replay;

namespace ActorTrading.Engine.Backtesting;

/// <summary>A journal that remembers counts and fingerprint only, so that a backtest of any length takes flat memory.</summary>
public sealed class DigestJournal : IJournal
{
    private readonly ConcurrentDictionary<string, SymbolDigest> _digests = new(StringComparer.Ordinal);

    public long Predictions => _digests.Values.Sum(d => d.Predictions);

    public string Hash() => SymbolDigest.Combine(_digests.Select(d => (d.Key, d.Value)));

    public Task WriteAsync(IReadOnlyList<PersistentRepr> events, CancellationToken cancellationToken = default)
    {
        // One persistence id writes one batch at a time, so its digest needs no lock.
        var digest = _digests.GetOrAdd(events[0].PersistenceId, _ => new SymbolDigest());
        foreach (var e in events)
        {
            digest.Add(e.Payload);
        }

        return Task.CompletedTask;
    }

    public async IAsyncEnumerable<PersistentRepr> ReplayAsync(
        string persistenceId, long fromSequenceNr, long toSequenceNr, long max, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        if (_digests.ContainsKey(persistenceId))
        {
            throw new InvalidOperationException($"{persistenceId} wants to recover, but a backtest keeps no events: its actor failed before, and the log says why.");
        }

        await Task.CompletedTask;
        yield break;
    }

    public Task<long> ReadHighestSequenceNrAsync(string persistenceId, CancellationToken cancellationToken = default) => Task.FromResult(0L);

    public Task DeleteToAsync(string persistenceId, long toSequenceNr, CancellationToken cancellationToken = default) => Task.CompletedTask;

    public async IAsyncEnumerable<string> CurrentPersistenceIdsAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await Task.CompletedTask;
        foreach (var id in _digests.Keys.Order(StringComparer.Ordinal))
        {
            yield return id;
        }
    }

    public ValueTask DisposeAsync()
    {
        foreach (var digest in _digests.Values)
        {
            digest.Dispose();
        }

        return ValueTask.CompletedTask;
    }
}
