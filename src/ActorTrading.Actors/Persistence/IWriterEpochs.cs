namespace ActorTrading.Actors.Persistence;

/// <summary>Tells for a persistence id under which shard and epoch this process writes. Asked from many actors at once, once per write.</summary>
public interface IWriterEpochs
{
    /// <summary>Null: written without a fence.</summary>
    WriterEpoch? EpochOf(string persistenceId);
}
