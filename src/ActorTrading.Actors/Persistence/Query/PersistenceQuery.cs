namespace ActorTrading.Actors.Persistence.Query;

/// <summary>The read journal of a system: queries over what its persistent actors store.</summary>
public sealed class PersistenceQuery
{
    private readonly ReadJournal? _readJournal;

    private PersistenceQuery(ActorSystem system)
    {
        _readJournal = Persistence.For(system).Journal is IQueryableJournal journal
            ? new ReadJournal(journal, new ReadJournalOptions(), system.TimeProvider)
            : null;
    }

    public static PersistenceQuery Get(ActorSystem system) => system.Extension(static s => new PersistenceQuery(s));

    /// <summary>Queries over the system's journal, with <see cref="ReadJournalOptions"/> by default; make a <see cref="ReadJournal"/> for others.</summary>
    /// <exception cref="ArgumentException">The journal does not offer queries, or not these.</exception>
    public T ReadJournalFor<T>()
        where T : IReadJournal => _readJournal is T queries
            ? queries
            : throw new ArgumentException(
                $"The journal of this system does not offer {typeof(T).Name}: "
                + (_readJournal is null ? $"it is no {nameof(IQueryableJournal)}." : $"what it offers is in {nameof(ReadJournal)}."));
}
