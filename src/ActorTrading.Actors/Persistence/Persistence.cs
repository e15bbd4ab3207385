using System.Collections.Concurrent;

namespace ActorTrading.Actors.Persistence;

/// <summary>Journal, snapshot store and recovery permits of one system.</summary>
public sealed class Persistence
{
    private Persistence(PersistenceOptions options)
    {
        Options = options;
        Journal = options.Journal ?? new InMemoryJournal();
        SnapshotStore = options.SnapshotStore ?? new InMemorySnapshotStore();
        RecoveryPermits = new SemaphoreSlim(options.MaxConcurrentRecoveries);
    }

    public PersistenceOptions Options { get; }

    public IJournal Journal { get; }

    public ISnapshotStore SnapshotStore { get; }

    internal SemaphoreSlim RecoveryPermits { get; }

    /// <summary>Writes under way, by persistence id: a recovery must see what an earlier incarnation has sent off.</summary>
    private ConcurrentDictionary<string, Task> WritesUnderWay { get; } = new(StringComparer.Ordinal);

    public static Persistence For(ActorSystem system) =>
        system.Extension(static s => new Persistence(s.Options.Persistence));

    internal void BeginWrite(string persistenceId, Task write) => WritesUnderWay[persistenceId] = write;

    internal void EndWrite(string persistenceId, Task write) =>
        WritesUnderWay.TryRemove(new KeyValuePair<string, Task>(persistenceId, write));

    /// <summary>Completes, without error, when the last write of that id has ended in whatever way.</summary>
    internal Task WriteUnderWay(string persistenceId) => WritesUnderWay.TryGetValue(persistenceId, out var write)
        ? write.ContinueWith(static _ => { }, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default)
        : Task.CompletedTask;
}
