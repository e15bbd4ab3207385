using System.Collections.Concurrent;
using ActorTrading.Actors.Internal;
using ActorTrading.Actors.Pattern;

namespace ActorTrading.Actors.Persistence;

/// <summary>One journal as the actors of a system use it: behind a circuit breaker, with the writes under way known.</summary>
internal sealed class JournalPlugin
{
    private readonly CircuitBreaker _breaker;
    private readonly CallWatch _watch;

    private readonly TaskScheduler _continuations;

    public JournalPlugin(IJournal journal, CircuitBreakerOptions breaker, ActorSystemImpl system)
    {
        Journal = journal;
        LeavesLists = journal is InMemoryJournal;
        _continuations = system.Continuations;
        _breaker = breaker.NewBreaker(system);
        _watch = new CallWatch(system.TimeProvider, breaker.CallTimeout);
    }

    public IJournal Journal { get; }

    /// <summary>The journal keeps events but not the list they came in, which may be used again after the write. Others may keep it.</summary>
    public bool LeavesLists { get; }

    /// <summary>Writes under way, by persistence id: a recovery must see what an earlier incarnation has sent off.</summary>
    private ConcurrentDictionary<string, Task> WritesUnderWay { get; } = new(StringComparer.Ordinal);

    /// <summary>As <see cref="IJournal.WriteAsync"/>, at most for the call timeout; never throws.</summary>
    public Task Write(string persistenceId, IReadOnlyList<PersistentRepr> events)
    {
        if (_breaker.TryEnter() is { } refusal)
        {
            return Task.FromException(refusal);
        }

        Task write;
        try
        {
            write = Journal.WriteAsync(events);
        }
        catch (Exception e)
        {
            write = Task.FromException(e);
        }

        if (write.IsCompleted)
        {
            Note(write);
            return write;
        }

        WritesUnderWay[persistenceId] = write;
        return new GuardedWrite(this, persistenceId, write).Start();
    }

    /// <summary>Completes, without error, when the last write of that id has ended in whatever way.</summary>
    public Task WriteUnderWay(string persistenceId) => WritesUnderWay.TryGetValue(persistenceId, out var write)
        ? write.ContinueWith(static _ => { }, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, _continuations)
        : Task.CompletedTask;

    public Task<long> ReadHighestSequenceNr(string persistenceId, CancellationToken cancellationToken) =>
        _breaker.WithCircuitBreaker(() => Journal.ReadHighestSequenceNrAsync(persistenceId, cancellationToken));

    public Task DeleteTo(string persistenceId, long toSequenceNr) =>
        _breaker.WithCircuitBreaker(() => Journal.DeleteToAsync(persistenceId, toSequenceNr));

    /// <summary>An event that the journal refused says nothing against the journal.</summary>
    private void Note(Task write)
    {
        if (write.IsCompletedSuccessfully || write.Exception?.InnerException is EventRejectedException)
        {
            _breaker.Succeed();
        }
        else
        {
            _breaker.Fail();
        }
    }

    private sealed class GuardedWrite(JournalPlugin plugin, string persistenceId, Task write) : CallWatch.Call
    {
        private readonly TaskCompletionSource _outcome = new();

        public Task Start()
        {
            plugin._watch.Add(this);
            _ = write.ContinueWith(
                static (_, state) => ((GuardedWrite)state!).End(),
                this,
                CancellationToken.None,
                TaskContinuationOptions.ExecuteSynchronously,
                plugin._continuations);
            return _outcome.Task;
        }

        public override void Expire()
        {
            plugin._breaker.Fail();
            _outcome.TrySetException(plugin._breaker.OverTime());
        }

        private void End()
        {
            plugin.WritesUnderWay.TryRemove(new KeyValuePair<string, Task>(persistenceId, write));
            if (!plugin._watch.Remove(this))
            {
                return;
            }

            plugin.Note(write);
            _outcome.SetFromTask(write);
        }
    }
}
