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

    public static Persistence For(ActorSystem system) =>
        system.Extension(static s => new Persistence(s.Options.Persistence));
}
