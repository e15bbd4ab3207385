using ActorTrading.Node.Cli;
using ActorTrading.Node.Configuration;

namespace ActorTrading.Node.Composition;

/// <summary>Names within the data directory.</summary>
internal static class NodeFolders
{
    public const string Models = "models";

    public const string Snapshots = "snapshots.db";

    /// <exception cref="CommandFailedException">It cannot be made, or not be written to.</exception>
    public static void MakeDataDirectory(NodeOptions node)
    {
        var folder = Path.GetFullPath(node.DataDirectory);
        try
        {
            Directory.CreateDirectory(folder);
            File.Create(Path.Combine(folder, $".write-test-{Environment.ProcessId}"), 1, FileOptions.DeleteOnClose).Dispose();
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            throw new CommandFailedException(
                $"the data directory '{folder}' cannot be written to ({cause.Message.TrimEnd('.')}): name a folder on a writable disk with --data DIR", cause);
        }
    }
}
