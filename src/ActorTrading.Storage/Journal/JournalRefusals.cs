using ActorTrading.Actors.Persistence;

namespace ActorTrading.Storage.Journal;

/// <summary>Refusals that every journal words alike.</summary>
internal static class JournalRefusals
{
    /// <param name="refused">The first event whose number is taken, or the first of the write that holds it.</param>
    /// <param name="place">The file or database.</param>
    public static StorageException Duplicate(PersistentRepr refused, string place, Exception? cause = null) => new(
        StorageFailure.Duplicate,
        place,
        FormattableString.Invariant(
            $"Event {refused.SequenceNr} of '{refused.PersistenceId}' is already in '{place}', so the one of writer {refused.WriterGuid} was refused. What to do: see that only one actor writes under this persistence id; restart it so that it recovers first."),
        cause);

    /// <summary>An event that is stored but cannot be given back.</summary>
    public static StorageException Unreadable(string persistenceId, long sequenceNr, string place, string why, Exception? cause) => new(
        StorageFailure.Corrupt,
        place,
        FormattableString.Invariant(
            $"Event {sequenceNr} of '{persistenceId}' in '{place}' cannot be read: {why}. What to do: if a newer program wrote it, run that one; else restore from the last backup."),
        cause);
}
