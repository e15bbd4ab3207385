using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using ActorTrading.Actors.Persistence;

namespace ActorTrading.Actors.Tests;

/// <summary>A journal in memory that fails, refuses or waits on command.</summary>
internal sealed class FaultyJournal : IJournal
{
    private readonly InMemoryJournal _inner = new();
    private TaskCompletionSource? _writeGate;
    private TaskCompletionSource? _replayGate;
    private (Exception Cause, bool AtOnce)? _nextFailure;

    public ConcurrentQueue<int> WriteSizes { get; } = new();

    public Exception? ReplayError { get; set; }

    public object? Rejects { get; set; }

    /// <summary>Events of a replay after which it says nothing more.</summary>
    public int? StallAfter { get; set; }

    public bool Stalled { get; private set; }

    public void HoldWrites() => _writeGate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

    public void ReleaseWrites() => Interlocked.Exchange(ref _writeGate, null)!.SetResult();

    public void HoldReplays() => _replayGate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

    public void ReleaseReplays() => Interlocked.Exchange(ref _replayGate, null)!.SetResult();

    public void FailNextWrite(Exception cause, bool atOnce) => _nextFailure = (cause, atOnce);

    public Task WriteAsync(IReadOnlyList<PersistentRepr> events, CancellationToken cancellationToken = default)
    {
        WriteSizes.Enqueue(events.Count);
        if (_nextFailure is { } failure)
        {
            _nextFailure = null;
            return failure.AtOnce ? throw failure.Cause : FailLaterAsync(failure.Cause);
        }

        if (Rejects is { } bad && events.Any(e => Equals(e.Payload, bad)))
        {
            return Task.FromException(new EventRejectedException($"no {bad}"));
        }

        return _writeGate is { } gate ? WriteLaterAsync(gate.Task, events) : _inner.WriteAsync(events, cancellationToken);
    }

    public async IAsyncEnumerable<PersistentRepr> ReplayAsync(
        string persistenceId, long fromSequenceNr, long toSequenceNr, long max, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await foreach (var one in _inner.ReplayAsync(persistenceId, fromSequenceNr, toSequenceNr, max, cancellationToken))
        {
            if (StallAfter-- == 0)
            {
                Stalled = true;
                await Task.Delay(Timeout.Infinite, cancellationToken);
            }

            yield return one;
        }
    }

    public async Task<long> ReadHighestSequenceNrAsync(string persistenceId, CancellationToken cancellationToken = default)
    {
        if (ReplayError is { } error)
        {
            throw error;
        }

        if (_replayGate is { } gate)
        {
            await gate.Task.WaitAsync(cancellationToken);
        }

        return await _inner.ReadHighestSequenceNrAsync(persistenceId, cancellationToken);
    }

    public Task DeleteToAsync(string persistenceId, long toSequenceNr, CancellationToken cancellationToken = default) =>
        _inner.DeleteToAsync(persistenceId, toSequenceNr, cancellationToken);

    public IAsyncEnumerable<string> CurrentPersistenceIdsAsync(CancellationToken cancellationToken = default) =>
        _inner.CurrentPersistenceIdsAsync(cancellationToken);

    public ValueTask DisposeAsync() => _inner.DisposeAsync();

    private static async Task FailLaterAsync(Exception cause)
    {
        await Task.Yield();
        throw cause;
    }

    private async Task WriteLaterAsync(Task gate, IReadOnlyList<PersistentRepr> events)
    {
        await gate;
        await _inner.WriteAsync(events);
    }
}
