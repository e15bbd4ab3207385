namespace ActorTrading.Actors.Persistence;

/// <summary>A write was refused because its shard has been taken over by another writer; nothing of it is stored.</summary>
public sealed class StaleWriterException(string persistenceId, WriterEpoch own, long storedEpoch)
    : Exception(FormattableString.Invariant(
        $"Events of '{persistenceId}' were refused: this writer holds epoch {own.Epoch} of shard '{own.Shard}', which has been taken over at epoch {storedEpoch}. What to do: nothing, if the shard moved; else see that only one node owns it."))
{
    /// <summary>Whose events were refused.</summary>
    public string PersistenceId { get; } = persistenceId;

    /// <summary>What the writer held.</summary>
    public WriterEpoch Own { get; } = own;

    /// <summary>What the journal holds: higher.</summary>
    public long StoredEpoch { get; } = storedEpoch;
}
