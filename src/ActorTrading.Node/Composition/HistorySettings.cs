using ActorTrading.Engine.Backfill;
using ActorTrading.Engine.Maintenance;
using ActorTrading.Node.Configuration;

namespace ActorTrading.Node.Composition;

/// <summary>What the settings say about fetching and keeping history.</summary>
internal static class HistorySettings
{
    public static BackfillOptions Backfill(NodeOptions node) => new() { Validate = node.Sync.EnableValidation };

    public static MaintenanceOptions Maintenance(NodeOptions node) => new()
    {
        Fetch = Backfill(node),
        FillGaps = node.Sync.EnableBackfill,
        CheckConsistency = node.Sync.EnableConsistencyCheck,
    };
}
