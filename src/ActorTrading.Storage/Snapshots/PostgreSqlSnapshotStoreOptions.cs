using ActorTrading.Storage.PostgreSql;

namespace ActorTrading.Storage.Snapshots;

/// <summary>Which database holds the snapshots; it may be the journal's, in the same schema.</summary>
public sealed record PostgreSqlSnapshotStoreOptions : PostgreSqlOptions
{
    /// <summary>
    /// Newest snapshots kept per persistence id, above 0; older ones go in the same statement. Null, the default: all, until their actor
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
