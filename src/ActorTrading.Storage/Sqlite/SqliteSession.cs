using System.Globalization;
using System.Runtime.InteropServices;

namespace ActorTrading.Storage.Sqlite;

/// <summary>One connection, used by one thread at a time.</summary>
internal sealed unsafe class SqliteSession : IDisposable
{
    private readonly nint _database;
    private readonly List<SqliteStatement> _statements = [];
    private bool _disposed;

    private SqliteSession(nint database, string path)
    {
        _database = database;
        Path = path;
    }

    public string Path { get; }

    public bool InTransaction => SqliteNative.GetAutocommit(_database) == 0;

    public long LastInsertRowId => SqliteNative.LastInsertRowId(_database);

    /// <exception cref="StorageException">The file cannot be opened.</exception>
    public static SqliteSession Open(string path, bool readOnly, TimeSpan busyTimeout)
    {
        var flags = SqliteNative.OpenNoMutex | (readOnly ? SqliteNative.OpenReadOnly : SqliteNative.OpenReadWrite | SqliteNative.OpenCreate);
        var code = SqliteNative.Open(path, out var database, flags, 0);
        if (code != SqliteNative.Ok)
        {
            var failure = SqliteFailures.Describe(code, path, "open", Message(database));
            _ = SqliteNative.Close(database);
            throw failure;
        }

        _ = SqliteNative.ExtendedResultCodes(database, 1);
        _ = SqliteNative.BusyTimeout(database, (int)busyTimeout.TotalMilliseconds);
        return new SqliteSession(database, path);
    }

    /// <summary>A statement that lives as long as the session.</summary>
    public SqliteStatement Prepare(string sql)
    {
        var code = SqliteNative.Prepare(_database, sql, -1, SqliteNative.PreparePersistent, out var handle, 0);
        if (code != SqliteNative.Ok)
        {
            throw Failure(code, "use");
        }

        var statement = new SqliteStatement(this, handle);
        _statements.Add(statement);
        return statement;
    }

    /// <summary>Runs statements without results, separated by semicolons at line ends.</summary>
    public void Execute(string sql)
    {
        foreach (var part in sql.Split(";\n", StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            _ = Scalar(part);
        }
    }

    /// <summary>The first column of the first row as a number; 0 when there is no row.</summary>
    public long Scalar(string sql)
    {
        var code = SqliteNative.Prepare(_database, sql, -1, 0, out var handle, 0);
        if (code != SqliteNative.Ok)
        {
            throw Failure(code, "use");
        }

        using var statement = new SqliteStatement(this, handle);
        return statement.Step() ? statement.Int64(0) : 0;
    }

    /// <summary>Runs a pragma and returns its text answer.</summary>
    public string Text(string sql)
    {
        var code = SqliteNative.Prepare(_database, sql, -1, 0, out var handle, 0);
        if (code != SqliteNative.Ok)
        {
            throw Failure(code, "use");
        }

        using var statement = new SqliteStatement(this, handle);
        return statement.Step() ? statement.Text(0) : "";
    }

    public StorageException Failure(int code, string action) => SqliteFailures.Describe(code, Path, action, Message(_database));

    public static string Pragma(string name, long value) => string.Create(CultureInfo.InvariantCulture, $"PRAGMA {name}={value}");

    public void Dispose()
    {
        if (_disposed)
        {
            return;
        }

        _disposed = true;
        foreach (var statement in _statements)
        {
            statement.Dispose();
        }

        _ = SqliteNative.Close(_database);
    }

    private static string Message(nint database) => Marshal.PtrToStringUTF8((nint)SqliteNative.ErrorMessage(database)) ?? "out of memory";
}
