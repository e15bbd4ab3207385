using System.Collections.Concurrent;

namespace ActorTrading.Actors.Persistence.Query;

/// <summary>The read journals of a system: queries over what its persistent actors store.</summary>
public sealed class PersistenceQuery
{
    private readonly ConcurrentDictionary<string, ReadJournal> _readJournals = new(StringComparer.Ordinal);
    private readonly ActorSystem _system;
    private readonly Persistence _persistence;

    private PersistenceQuery(ActorSystem system)
    {
        _system = system;
        _persistence = Persistence.For(system);
    }

    /// <summary>The one of that system, made on first use; it reads what the system's persistent actors store.</summary>
    public static PersistenceQuery Get(ActorSystem system) => system.Extension(static s => new PersistenceQuery(s));

    /// <summary>Queries over the default journal, with <see cref="ReadJournalOptions"/> by default; make a <see cref="ReadJournal"/> for others.</summary>
    /// <exception cref="ArgumentException">The journal does not offer queries, or not these.</exception>
    public T ReadJournalFor<T>()
        where T : IReadJournal => ReadJournalFor<T>(null);

    /// <summary>As <see cref="ReadJournalFor{T}()"/>, over one of several journals; the same object each time.</summary>
    /// <param name="readJournalPluginId">A key of <see cref="PersistenceOptions.Journals"/>; null or empty for the default journal.</param>
    /// <exception cref="ArgumentException">There is no journal of that id, or it does not offer queries, or not these.</exception>
    public T ReadJournalFor<T>(string? readJournalPluginId)
        where T : IReadJournal => Find(readJournalPluginId ?? string.Empty) is T queries
            ? queries
            : throw new ArgumentException($"{Name(readJournalPluginId)} does not offer {typeof(T).Name}: what it offers is in {nameof(ReadJournal)}.");

    private static string Name(string? id) => string.IsNullOrEmpty(id) ? "The default journal" : $"The journal [{id}]";

    private ReadJournal Find(string id) => _readJournals.GetOrAdd(
        id,
        static (key, self) => self._persistence.JournalFor(key) is IQueryableJournal journal
            ? new ReadJournal(journal, new ReadJournalOptions(), self._system.TimeProvider)
            : throw new ArgumentException($"{Name(key)} does not offer queries: it is no {nameof(IQueryableJournal)}."),
        this);
}
