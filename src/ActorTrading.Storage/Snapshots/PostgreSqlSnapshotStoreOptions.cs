using ActorTrading.Storage.PostgreSql;

namespace ActorTrading.Storage.Snapshots;

/// <summary>Which database holds the snapshots; it may be the journal's, in the same schema.</summary>
public sealed record PostgreSqlSnapshotStoreOptions : PostgreSqlOptions
{
    /// <summary>Newest snapshots kept per persistence id; older ones go in the same statement. Default 2, so that one is left when the newest turns out damaged.</summary>
    public int Keep { get; init; } = 2;

    /// <inheritdoc/>
    public override void Validate()
    {
        base.Validate();
        Positive(Keep, nameof(Keep));
    }
}
