using System.Collections.Concurrent;
using ActorTrading.Storage.Files;

namespace ActorTrading.Storage.Sqlite;

/// <summary>
/// One database file owned by this process: its lock, the single writing session, and a pool of readers.
/// WAL lets readers work while the writer commits; synchronous=FULL makes every commit wait for the disk.
/// </summary>
/// <typeparam name="TReader">A reading session with its prepared statements.</typeparam>
internal sealed class SqliteFile<TReader> : IDisposable
    where TReader : class, IDisposable
{
    private readonly DataFileLock _lock;
    private readonly ConcurrentBag<TReader> _idle = [];
    private readonly Func<SqliteSession, TReader> _makeReader;
    private readonly SqliteFileOptions _options;
    private int _disposed;

    private SqliteFile(SqliteFileOptions options, DataFileLock held, SqliteSession writer, Func<SqliteSession, TReader> makeReader)
    {
        _options = options;
        _lock = held;
        Writer = writer;
        _makeReader = makeReader;
    }

    public string Path => _options.Path;

    /// <summary>For one thread at a time; whoever opened the file sees to that.</summary>
    public SqliteSession Writer { get; }

    /// <exception cref="StorageException">In use, not writable, damaged, or written by a newer version.</exception>
    public static SqliteFile<TReader> Open(SqliteFileOptions options, SqliteSchema schema, Func<SqliteSession, TReader> makeReader)
    {
        options.Validate();
        var held = DataFileLock.Take(options.Path);
        SqliteSession? writer = null;
        try
        {
            writer = SqliteSession.Open(options.Path, readOnly: false, options.BusyTimeout);
            Configure(writer, options);
            CreateOrCheck(writer, schema);
            return new SqliteFile<TReader>(options, held, writer, makeReader);
        }
        catch
        {
            writer?.Dispose();
            held.Dispose();
            throw;
        }
    }

    /// <summary>Runs a read on a session of its own, on a pool thread because it may wait for the disk.</summary>
    public Task<T> ReadAsync<T>(Func<TReader, T> read, CancellationToken cancellationToken) => Task.Run(() => Read(read), cancellationToken);

    public void Dispose()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0)
        {
            return;
        }

        while (_idle.TryTake(out var reader))
        {
            reader.Dispose();
        }

        Writer.Dispose();
        _lock.Dispose();
    }

    /// <summary>Moves everything from the write-ahead log into the database file, empties the log and lets go of the file.</summary>
    public void Close()
    {
        try
        {
            _ = Writer.Scalar("PRAGMA wal_checkpoint(TRUNCATE)");
        }
        finally
        {
            Dispose();
        }
    }

    private static void Configure(SqliteSession writer, SqliteFileOptions options)
    {
        // Has an effect on a new file only, before its first table.
        _ = writer.Scalar(SqliteSession.Pragma("page_size", options.PageBytes));
        var mode = writer.Text("PRAGMA journal_mode=WAL");
        if (!string.Equals(mode, "wal", StringComparison.OrdinalIgnoreCase))
        {
            throw new StorageException(
                StorageFailure.ReadOnly,
                options.Path,
                $"'{options.Path}' cannot keep a write-ahead log (journal mode stays '{mode}'). What to do: use a local disk, not a network share.");
        }

        _ = writer.Scalar("PRAGMA synchronous=FULL");
        _ = writer.Scalar("PRAGMA temp_store=MEMORY");
        _ = writer.Scalar(SqliteSession.Pragma("cache_size", -options.CacheKilobytes));
        _ = writer.Scalar(SqliteSession.Pragma("wal_autocheckpoint", options.CheckpointPages));
        _ = writer.Scalar(SqliteSession.Pragma("journal_size_limit", (long)options.CheckpointPages * options.PageBytes * 2));
        if (options.MaxPages > 0)
        {
            _ = writer.Scalar(SqliteSession.Pragma("max_page_count", options.MaxPages));
        }
    }

    private static void CreateOrCheck(SqliteSession writer, SqliteSchema schema)
    {
        var version = writer.Scalar("PRAGMA user_version");
        if (version == schema.Version)
        {
            return;
        }

        if (version > schema.Version)
        {
            throw new StorageException(
                StorageFailure.NewerVersion,
                writer.Path,
                $"'{writer.Path}' has version {version} of the {schema.Content} layout, this program knows {schema.Version}. What to do: run the newer program, or restore a backup made by this one.");
        }

        if (version > 0)
        {
            var steps = string.Concat(schema.Upgrades.Skip((int)version - 1));
            writer.Execute("BEGIN IMMEDIATE;\n" + steps + SqliteSession.Pragma("user_version", schema.Version) + ";\nCOMMIT");
            return;
        }

        if (writer.Scalar("SELECT count(*) FROM sqlite_master") != 0)
        {
            throw new StorageException(
                StorageFailure.Corrupt,
                writer.Path,
                $"'{writer.Path}' holds tables of something else than a {schema.Content} (layout version {version}, expected {schema.Version}). What to do: give the node another data directory.");
        }

        writer.Execute("BEGIN IMMEDIATE;\n" + schema.Tables + SqliteSession.Pragma("user_version", schema.Version) + ";\nCOMMIT");
    }

    private T Read<T>(Func<TReader, T> read)
    {
        ObjectDisposedException.ThrowIf(Volatile.Read(ref _disposed) != 0, this);
        if (!_idle.TryTake(out var reader))
        {
            reader = OpenReader();
        }

        try
        {
            var result = read(reader);
            _idle.Add(reader);
            reader = null;
            return result;
        }
        finally
        {
            // A session that failed is not used again.
            reader?.Dispose();
            if (Volatile.Read(ref _disposed) != 0 && _idle.TryTake(out var late))
            {
                late.Dispose();
            }
        }
    }

    private TReader OpenReader()
    {
        var session = SqliteSession.Open(_options.Path, readOnly: true, _options.BusyTimeout);
        try
        {
            _ = session.Scalar(SqliteSession.Pragma("cache_size", -_options.ReaderCacheKilobytes));
            return _makeReader(session);
        }
        catch
        {
            session.Dispose();
            throw;
        }
    }
}
