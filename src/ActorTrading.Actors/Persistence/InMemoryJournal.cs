using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using ActorTrading.Actors.Persistence.Query;

namespace ActorTrading.Actors.Persistence;

/// <summary>Keeps the events themselves, unserialised, for as long as the object lives: they must be immutable.</summary>
public sealed class InMemoryJournal : IFencedJournal, IQueryableJournal
{
    private const int PageEvents = 1000;

    private readonly ConcurrentDictionary<string, Log> _logs = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, ShardEpoch> _epochs = new(StringComparer.Ordinal);
    private long _ordering;
    private bool _disposed;

    /// <inheritdoc/>
    public CommitSignal Committed { get; } = new();

    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">A number was written before.</exception>
    /// <exception cref="StaleWriterException">The events' epoch is lower than their shard's.</exception>
    public Task WriteAsync(IReadOnlyList<PersistentRepr> events, CancellationToken cancellationToken = default)
    {
        if (cancellationToken.IsCancellationRequested)
        {
            return Task.FromCanceled(cancellationToken);
        }

        if (Volatile.Read(ref _disposed))
        {
            return Task.FromException(new ObjectDisposedException(nameof(InMemoryJournal)));
        }

        if (events.Count == 0)
        {
            return Task.CompletedTask;
        }

        return Refusal(events) is { } refusal ? Task.FromException(refusal) : Store(events);
    }

    /// <inheritdoc/>
    /// <remarks>What is stored after the first event was asked for is not among them. Goes on after the end of the journal, as all reading does.</remarks>
    public async IAsyncEnumerable<PersistentRepr> ReplayAsync(
        string persistenceId, long fromSequenceNr, long toSequenceNr, long max, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await Task.CompletedTask;
        if (!_logs.TryGetValue(persistenceId, out var log))
        {
            yield break;
        }

        foreach (var one in log.Range(fromSequenceNr, toSequenceNr, max))
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return one;
        }
    }

    /// <inheritdoc/>
    public Task<long> ReadHighestSequenceNrAsync(string persistenceId, CancellationToken cancellationToken = default) =>
        Task.FromResult(_logs.TryGetValue(persistenceId, out var log) ? log.ReadHighest() : 0L);

    /// <inheritdoc/>
    /// <remarks>Done before it returns; an id without events is no error.</remarks>
    public Task DeleteToAsync(string persistenceId, long toSequenceNr, CancellationToken cancellationToken = default)
    {
        if (_logs.TryGetValue(persistenceId, out var log))
        {
            log.DeleteTo(toSequenceNr);
        }

        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    /// <remarks>Ids whose events were all deleted are left out.</remarks>
    public async IAsyncEnumerable<string> CurrentPersistenceIdsAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await Task.CompletedTask;
        foreach (var id in _logs.Where(static l => !l.Value.IsEmpty).Select(static l => l.Key).Order(StringComparer.Ordinal))
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return id;
        }
    }

    /// <inheritdoc/>
    public Task<JournalHorizon> ReadHorizonAsync(CancellationToken cancellationToken = default)
    {
        // Everything that has a number by now is in its log by the time that log's lock is free, as reading needs it to be.
        var highest = Interlocked.Read(ref _ordering);
        return Task.FromResult(new JournalHorizon(highest, highest));
    }

    /// <inheritdoc/>
    /// <remarks>O(persistence ids + events gone through).</remarks>
    public Task<EventPage> ReadByOrderingAsync(string? tag, long afterOrdering, long upToOrdering, CancellationToken cancellationToken = default)
    {
        var next = new PriorityQueue<(Log Log, PersistentRepr Event), long>();
        foreach (var (_, log) in _logs)
        {
            Enqueue(log, afterOrdering);
        }

        var events = new List<PersistentRepr>();
        while (events.Count < PageEvents && next.TryDequeue(out var first, out var ordering))
        {
            if (tag is null || first.Event.Tags.Contains(tag, StringComparer.Ordinal))
            {
                events.Add(first.Event);
            }

            Enqueue(first.Log, ordering);
        }

        return Task.FromResult(new EventPage(events, next.Count > 0));

        void Enqueue(Log log, long after)
        {
            if (log.FirstAfter(after) is { } e && e.Ordering <= upToOrdering)
            {
                next.Enqueue((log, e), e.Ordering);
            }
        }
    }

    /// <inheritdoc/>
    public Task<long> RaiseEpochAsync(string shard, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(shard);
        var held = EpochOf(shard);
        lock (held)
        {
            return Task.FromResult(++held.Epoch);
        }
    }

    /// <summary>Writing fails with <see cref="ObjectDisposedException"/> from now on; what is stored can still be read and deleted.</summary>
    public ValueTask DisposeAsync()
    {
        Volatile.Write(ref _disposed, true);
        return ValueTask.CompletedTask;
    }

    private static ArgumentException? Refusal(IReadOnlyList<PersistentRepr> events)
    {
        var first = events[0];
        var least = 1L;
        for (var i = 0; i < events.Count; i++)
        {
            var e = events[i];
            if (string.IsNullOrEmpty(e.PersistenceId) || e.PersistenceId != first.PersistenceId || e.Fence != first.Fence)
            {
                return new ArgumentException(
                    $"Event {i} is of '{e.PersistenceId}' under {e.Fence}: all events of one write need the same persistence id, not empty, and the same fence ('{first.PersistenceId}' under {first.Fence}).",
                    nameof(events));
            }

            if (e.SequenceNr < least)
            {
                return new ArgumentOutOfRangeException(nameof(events), e.SequenceNr, $"SequenceNr of event {i} of '{e.PersistenceId}' must be at least {least}.");
            }

            least = e.SequenceNr + 1;
        }

        return null;
    }

    private ShardEpoch EpochOf(string shard) => _epochs.GetOrAdd(shard, static _ => new ShardEpoch());

    private Task Store(IReadOnlyList<PersistentRepr> events)
    {
        if (events[0].Fence is not { } fence)
        {
            return Append(events);
        }

        var stored = EpochOf(fence.Shard);
        lock (stored)
        {
            return fence.Epoch < stored.Epoch
                ? Task.FromException(new StaleWriterException(events[0].PersistenceId, fence, stored.Epoch))
                : Append(events);
        }
    }

    private Task Append(IReadOnlyList<PersistentRepr> events)
    {
        var log = _logs.GetOrAdd(events[0].PersistenceId, static _ => new Log());
        lock (log)
        {
            if (events[0].SequenceNr <= log.Highest)
            {
                return Task.FromException(new InvalidOperationException(
                    $"Sequence number {events[0].SequenceNr} of '{events[0].PersistenceId}' was written before: the next free one is {log.Highest + 1}."));
            }

            // Under the lock: who reads a number and then takes the lock finds its event.
            var last = Interlocked.Add(ref _ordering, events.Count);
            for (var i = 0; i < events.Count; i++)
            {
                log.Add(events[i], last - events.Count + 1 + i);
            }
        }

        Committed.Set();
        return Task.CompletedTask;
    }

    /// <summary>Its own lock is held while events are stored under it.</summary>
    private sealed class ShardEpoch
    {
        public long Epoch { get; set; }
    }

    private sealed class Log
    {
        private readonly List<PersistentRepr> _events = [];
        private readonly List<long> _orderings = [];

        public long Highest { get; private set; }

        public bool IsEmpty
        {
            get
            {
                lock (this)
                {
                    return _events.Count == 0;
                }
            }
        }

        /// <summary>Caller holds the lock.</summary>
        public void Add(PersistentRepr repr, long ordering)
        {
            _events.Add(repr);
            _orderings.Add(ordering);
            Highest = repr.SequenceNr;
        }

        public long ReadHighest()
        {
            lock (this)
            {
                return Highest;
            }
        }

        public void DeleteTo(long toSequenceNr)
        {
            lock (this)
            {
                var keepFrom = _events.FindIndex(e => e.SequenceNr > toSequenceNr);
                var count = keepFrom < 0 ? _events.Count : keepFrom;
                _events.RemoveRange(0, count);
                _orderings.RemoveRange(0, count);
            }
        }

        public PersistentRepr? FirstAfter(long ordering)
        {
            lock (this)
            {
                var found = _orderings.BinarySearch(ordering + 1);
                var index = found < 0 ? ~found : found;
                return index < _events.Count ? _events[index] with { Ordering = _orderings[index] } : null;
            }
        }

        public List<PersistentRepr> Range(long from, long to, long max)
        {
            lock (this)
            {
                var found = new List<PersistentRepr>();
                for (var i = 0; i < _events.Count && found.Count < max && _events[i].SequenceNr <= to; i++)
                {
                    if (_events[i].SequenceNr >= from)
                    {
                        found.Add(_events[i] with { Ordering = _orderings[i] });
                    }
                }

                return found;
            }
        }
    }
}
