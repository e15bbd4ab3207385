using System.Collections.Concurrent;
using System.Runtime.CompilerServices;

namespace ActorTrading.Actors.Persistence;

/// <summary>Keeps the events themselves, unserialised, for as long as the object lives.</summary>
public sealed class InMemoryJournal : IJournal
{
    private readonly ConcurrentDictionary<string, Log> _logs = new(StringComparer.Ordinal);
    private long _ordering;

    public Task WriteAsync(IReadOnlyList<PersistentRepr> events, CancellationToken cancellationToken = default)
    {
        if (events.Count == 0)
        {
            return Task.CompletedTask;
        }

        var log = _logs.GetOrAdd(events[0].PersistenceId, static _ => new Log());
        var last = Interlocked.Add(ref _ordering, events.Count);
        lock (log)
        {
            if (events[0].SequenceNr <= log.Highest)
            {
                return Task.FromException(new InvalidOperationException(
                    $"Sequence number {events[0].SequenceNr} of '{events[0].PersistenceId}' was written before: the next free one is {log.Highest + 1}."));
            }

            for (var i = 0; i < events.Count; i++)
            {
                log.Add(events[i], last - events.Count + 1 + i);
            }
        }

        return Task.CompletedTask;
    }

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

    public Task<long> ReadHighestSequenceNrAsync(string persistenceId, CancellationToken cancellationToken = default) =>
        Task.FromResult(_logs.TryGetValue(persistenceId, out var log) ? log.ReadHighest() : 0L);

    public Task DeleteToAsync(string persistenceId, long toSequenceNr, CancellationToken cancellationToken = default)
    {
        if (_logs.TryGetValue(persistenceId, out var log))
        {
            log.DeleteTo(toSequenceNr);
        }

        return Task.CompletedTask;
    }

    public async IAsyncEnumerable<string> CurrentPersistenceIdsAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await Task.CompletedTask;
        foreach (var id in _logs.Where(static l => !l.Value.IsEmpty).Select(static l => l.Key).Order(StringComparer.Ordinal))
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return id;
        }
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

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
