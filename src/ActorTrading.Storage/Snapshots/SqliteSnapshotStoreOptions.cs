using ActorTrading.Storage.Sqlite;

namespace ActorTrading.Storage.Snapshots;

/// <summary>How the snapshot file is kept. It is another file than the journal's: large snapshots must not delay small events.</summary>
public sealed record SqliteSnapshotStoreOptions : SqliteFileOptions
{
    /// <summary>Newest snapshots kept per persistence id; older ones go in the same transaction. Default 2, so that one is left when the newest turns out damaged.</summary>
    public int Keep { get; init; } = 2;

    /// <inheritdoc/>
    public override void Validate()
    {
        base.Validate();
        Positive(Keep, nameof(Keep));
    }
}
