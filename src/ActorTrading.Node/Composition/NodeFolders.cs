namespace ActorTrading.Node.Composition;

/// <summary>Names within the data directory.</summary>
internal static class NodeFolders
{
    public const string Models = "models";

    public const string Snapshots = "snapshots.db";
}
