using ActorTrading.Actors.Persistence;
using ActorTrading.Actors.Serialization;
using ActorTrading.Node.Cli;
using ActorTrading.Node.Configuration;
using ActorTrading.Storage;
using ActorTrading.Storage.Journal;
using ActorTrading.Storage.PostgreSql;
using ActorTrading.Storage.Snapshots;

namespace ActorTrading.Node.Composition;

/// <summary>
/// Where a node keeps its events and snapshots. Opening takes them over: the node that had them before cannot write any more,
/// because its epoch is no longer the highest.
/// </summary>
internal sealed class NodeStores : IAsyncDisposable, IWriterEpochs
{
    private const string Shard = "node";

    /// <summary>Snapshots of an actor: one is left when the newest turns out damaged.</summary>
    private const int SnapshotsKept = 2;

    private readonly WriterEpoch _epoch;

    private NodeStores(string place, IFencedJournal journal, ISnapshotStore snapshots, long epoch)
    {
        Place = place;
        Journal = journal;
        Snapshots = snapshots;
        _epoch = new WriterEpoch(Shard, epoch);
    }

    /// <summary>For people: a file, or a server's database and schema.</summary>
    public string Place { get; }

    public IFencedJournal Journal { get; }

    public ISnapshotStore Snapshots { get; }

    /// <exception cref="CommandFailedException">A setting of the database is wrong.</exception>
    /// <exception cref="StorageException">Locked, unreachable, damaged, or made by a newer version.</exception>
    public static async Task<NodeStores> OpenAsync(NodeOptions node, Serialization serialization, CancellationToken cancellationToken)
    {
        var journal = await OpenJournalAsync(node, serialization, cancellationToken);
        ISnapshotStore? snapshots = null;
        try
        {
            snapshots = await OpenSnapshotsAsync(node, serialization, cancellationToken);
            return new NodeStores(PlaceOf(node), journal, snapshots, await journal.RaiseEpochAsync(Shard, cancellationToken));
        }
        catch
        {
            if (snapshots is not null)
            {
                await snapshots.DisposeAsync();
            }

            await journal.DisposeAsync();
            throw;
        }
    }

    /// <summary>The journal alone, to read it: nothing is taken over.</summary>
    /// <inheritdoc cref="OpenAsync"/>
    public static async Task<IFencedJournal> OpenJournalAsync(NodeOptions node, Serialization serialization, CancellationToken cancellationToken) =>
        node.Journal.Kind == JournalKind.Sqlite
            ? SqliteJournal.Open(new SqliteJournalOptions { Path = node.InDataDirectory(node.Journal.File) }, serialization)
            : await PostgreSqlJournal.OpenAsync(Use(node.Journal.PostgreSql, new PostgreSqlJournalOptions { ConnectionString = "" }), serialization, cancellationToken);

    public WriterEpoch? EpochOf(string persistenceId) => _epoch;

    public async ValueTask DisposeAsync()
    {
        await Snapshots.DisposeAsync();
        await Journal.DisposeAsync();
    }

    private static async Task<ISnapshotStore> OpenSnapshotsAsync(NodeOptions node, Serialization serialization, CancellationToken cancellationToken) =>
        node.Journal.Kind == JournalKind.Sqlite
            ? SqliteSnapshotStore.Open(new SqliteSnapshotStoreOptions { Path = node.InDataDirectory(NodeFolders.Snapshots), Keep = SnapshotsKept }, serialization)
            : await PostgreSqlSnapshotStore.OpenAsync(Use(node.Journal.PostgreSql, new PostgreSqlSnapshotStoreOptions { ConnectionString = "", Keep = SnapshotsKept }), serialization, cancellationToken);

    private static string PlaceOf(NodeOptions node) => node.Journal.Kind == JournalKind.Sqlite
        ? node.InDataDirectory(node.Journal.File)
        : $"{node.Journal.PostgreSql.Connection}, schema {node.Journal.PostgreSql.Schema}";

    private static T Use<T>(PostgreSqlJournalSettings settings, T options)
        where T : PostgreSqlOptions
    {
        options = options with
        {
            ConnectionString = settings.Connection,
            Password = settings.Password.Length == 0 ? null : settings.Password,
            Schema = settings.Schema,
        };
        try
        {
            options.Validate();
            return options;
        }
        catch (ArgumentException cause)
        {
            throw new CommandFailedException($"actortrading.journal.postgresql: {cause.Message}", cause);
        }
    }
}
