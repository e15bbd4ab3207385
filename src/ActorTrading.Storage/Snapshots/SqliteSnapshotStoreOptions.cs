using ActorTrading.Storage.Sqlite;

namespace ActorTrading.Storage.Snapshots;

/// <summary>How the snapshot file is kept. It is another file than the journal's: large snapshots must not delay small events.</summary>
public sealed record SqliteSnapshotStoreOptions : SqliteFileOptions
{
    /// <summary>
    /// Newest snapshots kept per persistence id, above 0; older ones go in the same transaction. Null, the default: all, until their actor
    /// deletes them, so that it may recover from any of them. With 2 one is left when the newest turns out damaged.
    /// </summary>
    public int? Keep { get; init; }

    /// <inheritdoc/>
    public override void Validate()
    {
        base.Validate();
        Positive(Keep ?? 1, nameof(Keep));
    }
}
