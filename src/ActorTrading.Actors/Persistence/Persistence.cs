using System.Collections.Concurrent;
using ActorTrading.Actors.Internal;

namespace ActorTrading.Actors.Persistence;

/// <summary>Journals, snapshot stores and recovery permits of one system.</summary>
public sealed class Persistence
{
    private readonly ActorSystemImpl _system;
    private readonly JournalPlugin _journal;
    private readonly SnapshotPlugin _snapshots;
    private readonly ConcurrentDictionary<string, JournalPlugin> _journals = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, SnapshotPlugin> _snapshotStores = new(StringComparer.Ordinal);

    private Persistence(ActorSystemImpl system)
    {
        _system = system;
        Options = system.Options.Persistence;
        Journal = Options.Journal ?? new InMemoryJournal();
        SnapshotStore = Options.SnapshotStore ?? new InMemorySnapshotStore();
        _journal = NewPlugin(Journal);
        _snapshots = NewPlugin(SnapshotStore);
        RecoveryPermits = new RecoveryPermits(Options.MaxConcurrentRecoveries);
    }

    /// <summary>Those of the system; fixed when it was made.</summary>
    public PersistenceOptions Options { get; }

    /// <summary>The default journal.</summary>
    public IJournal Journal { get; }

    /// <summary>The default snapshot store.</summary>
    public ISnapshotStore SnapshotStore { get; }

    internal RecoveryPermits RecoveryPermits { get; }

    /// <summary>
    /// The one of that system, made on first use. Where the options name no journal or snapshot store, one in memory stands in, and forgets
    /// all with the process.
    /// </summary>
    public static Persistence For(ActorSystem system) => system.Extension(static s => new Persistence((ActorSystemImpl)s));

    /// <summary>The journal that actors with this <see cref="IPersistentIdentity.JournalPluginId"/> write to.</summary>
    /// <exception cref="ArgumentException">There is none of that id.</exception>
    public IJournal JournalFor(string? journalPluginId) => JournalOf(journalPluginId).Journal;

    internal JournalPlugin JournalOf(string? id) => string.IsNullOrEmpty(id)
        ? _journal
        : _journals.GetOrAdd(id, static (key, self) => self.NewPlugin(Find(self.Options.Journals, key, nameof(PersistenceOptions.Journals))), this);

    internal SnapshotPlugin SnapshotsOf(string? id) => string.IsNullOrEmpty(id)
        ? _snapshots
        : _snapshotStores.GetOrAdd(
            id, static (key, self) => self.NewPlugin(Find(self.Options.SnapshotStores, key, nameof(PersistenceOptions.SnapshotStores))), this);

    private static T Find<T>(IReadOnlyDictionary<string, T> known, string id, string option) => known.TryGetValue(id, out var found)
        ? found
        : throw new ArgumentException(
            $"There is no persistence plugin [{id}]: {nameof(PersistenceOptions)}.{option} holds [{string.Join(", ", known.Keys.Order(StringComparer.Ordinal))}].");

    private JournalPlugin NewPlugin(IJournal journal) => new(journal, Options.JournalCircuitBreaker, _system);

    private SnapshotPlugin NewPlugin(ISnapshotStore store) => new(store, Options.SnapshotStoreCircuitBreaker, _system);
}
