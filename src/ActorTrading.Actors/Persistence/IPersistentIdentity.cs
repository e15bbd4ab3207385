namespace ActorTrading.Actors.Persistence;

/// <summary>Who a persistent actor is to the journal, and which stores it uses.</summary>
public interface IPersistentIdentity
{
    /// <summary>Constant and unique: the name of the event log.</summary>
    string PersistenceId { get; }

    /// <summary>A key of <see cref="PersistenceOptions.Journals"/>; null or empty for the default journal.</summary>
    string? JournalPluginId { get; }

    /// <summary>A key of <see cref="PersistenceOptions.SnapshotStores"/>; null or empty for the default store.</summary>
    string? SnapshotPluginId { get; }
}
