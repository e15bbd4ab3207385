using System.Globalization;
using SQLitePCL;

namespace ActorTrading.Storage.Sqlite;

/// <summary>One connection, used by one thread at a time.</summary>
internal sealed class SqliteSession : IDisposable
{
    private readonly sqlite3 _database;
    private readonly List<SqliteStatement> _statements = [];
    private readonly bool _owned;
    private bool _disposed;

    private SqliteSession(sqlite3 database, string path, bool owned)
    {
        _database = database;
        _owned = owned;
        Path = path;
    }

    public string Path { get; }

    public bool InTransaction => raw.sqlite3_get_autocommit(_database) == 0;

    /// <summary>Rows that the last insert, update or delete changed.</summary>
    public int Changes => raw.sqlite3_changes(_database);

    public long LastInsertRowId => raw.sqlite3_last_insert_rowid(_database);

    /// <exception cref="StorageException">The file cannot be opened.</exception>
    public static SqliteSession Open(string path, bool readOnly, TimeSpan busyTimeout)
    {
        var flags = raw.SQLITE_OPEN_NOMUTEX | (readOnly ? raw.SQLITE_OPEN_READONLY : raw.SQLITE_OPEN_READWRITE | raw.SQLITE_OPEN_CREATE);
        var code = raw.sqlite3_open_v2(path, out var database, flags, vfs: null);
        if (code != raw.SQLITE_OK)
        {
            using (database)
            {
                throw SqliteFailures.Describe(code, path, "open", Message(database));
            }
        }

        _ = raw.sqlite3_extended_result_codes(database, 1);
        _ = raw.sqlite3_busy_timeout(database, (int)busyTimeout.TotalMilliseconds);
        return new SqliteSession(database, path, owned: true);
    }

    /// <summary>Over a connection that somebody else has opened and closes.</summary>
    public static SqliteSession Over(sqlite3 database, string path) => new(database, path, owned: false);

    /// <summary>A statement that lives as long as the session.</summary>
    public SqliteStatement Prepare(string sql)
    {
        var statement = Compile(sql, raw.SQLITE_PREPARE_PERSISTENT);
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
        using var statement = Compile(sql, flags: 0);
        return statement.Step() ? statement.Int64(0) : 0;
    }

    /// <summary>Runs a pragma and returns its text answer.</summary>
    public string Text(string sql)
    {
        using var statement = Compile(sql, flags: 0);
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

        if (_owned)
        {
            _database.Dispose();
        }
    }

    private SqliteStatement Compile(string sql, uint flags)
    {
        var code = raw.sqlite3_prepare_v3(_database, sql, flags, out var handle);
        return code == raw.SQLITE_OK ? new SqliteStatement(this, handle) : throw Failure(code, "use");
    }

    private static string Message(sqlite3 database) => raw.sqlite3_errmsg(database).utf8_to_string() ?? "out of memory";
}
