using System.Collections.Concurrent;
using ActorTrading.Actors.Internal;

namespace ActorTrading.Actors.Persistence;

/// <summary>Journal, snapshot store and recovery permits of one system.</summary>
public sealed class Persistence
{
    private readonly TaskScheduler _continuations;

    private Persistence(PersistenceOptions options, TaskScheduler continuations)
    {
        _continuations = continuations;
        Options = options;
        Journal = options.Journal ?? new InMemoryJournal();
        SnapshotStore = options.SnapshotStore ?? new InMemorySnapshotStore();
        RecoveryPermits = new Permits(options.MaxConcurrentRecoveries);
    }

    public PersistenceOptions Options { get; }

    public IJournal Journal { get; }

    public ISnapshotStore SnapshotStore { get; }

    internal Permits RecoveryPermits { get; }

    /// <summary>Writes under way, by persistence id: a recovery must see what an earlier incarnation has sent off.</summary>
    private ConcurrentDictionary<string, Task> WritesUnderWay { get; } = new(StringComparer.Ordinal);

    public static Persistence For(ActorSystem system) =>
        system.Extension(static s => new Persistence(s.Options.Persistence, ((ActorSystemImpl)s).Continuations));

    internal void BeginWrite(string persistenceId, Task write) => WritesUnderWay[persistenceId] = write;

    internal void EndWrite(string persistenceId, Task write) =>
        WritesUnderWay.TryRemove(new KeyValuePair<string, Task>(persistenceId, write));

    /// <summary>Completes, without error, when the last write of that id has ended in whatever way.</summary>
    internal Task WriteUnderWay(string persistenceId) => WritesUnderWay.TryGetValue(persistenceId, out var write)
        ? write.ContinueWith(static _ => { }, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, _continuations)
        : Task.CompletedTask;
}
