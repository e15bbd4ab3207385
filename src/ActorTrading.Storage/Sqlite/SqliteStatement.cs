using System.Text;
using SQLitePCL;

namespace ActorTrading.Storage.Sqlite;

/// <summary>One prepared statement. Parameters count from 1, columns from 0; parameters keep their values over a reset.</summary>
internal sealed class SqliteStatement(SqliteSession session, sqlite3_stmt handle) : IDisposable
{
    private const int StackBytes = 512;

    /// <summary>SQLite keeps its copy of a bound value until the next one takes its place; a larger one than this it lets go at once.</summary>
    private const int KeptBytes = 1 << 20;

    public void Bind(int index, long value) => Check(raw.sqlite3_bind_int64(handle, index, value));

    public void BindNull(int index) => Check(raw.sqlite3_bind_null(handle, index));

    public void Bind(int index, string? value)
    {
        if (string.IsNullOrEmpty(value))
        {
            // An empty span would be stored as NULL.
            Check(value is null ? raw.sqlite3_bind_null(handle, index) : raw.sqlite3_bind_text(handle, index, ""));
            return;
        }

        var most = Encoding.UTF8.GetMaxByteCount(value.Length);
        var bytes = most <= StackBytes ? stackalloc byte[StackBytes] : new byte[most];
        var length = Encoding.UTF8.GetBytes(value, bytes);
        Check(raw.sqlite3_bind_text(handle, index, bytes[..length]));
    }

    /// <summary>Binds bytes, runs the statement to its end and makes it ready for the next row.</summary>
    /// <returns>SQLite's result code; <see cref="raw.SQLITE_DONE"/> is success.</returns>
    public int RunWithBlob(int index, ReadOnlySpan<byte> value)
    {
        var code = raw.sqlite3_bind_blob(handle, index, value);
        if (code == raw.SQLITE_OK)
        {
            code = TryRun();
        }

        if (value.Length > KeptBytes)
        {
            _ = raw.sqlite3_bind_null(handle, index);
        }

        return code;
    }

    /// <summary>Runs a statement without rows to its end and makes it ready for the next use.</summary>
    public int TryRun()
    {
        var code = raw.sqlite3_step(handle);
        _ = raw.sqlite3_reset(handle);
        return code;
    }

    public void Run(string action)
    {
        var code = TryRun();
        if (code is not (raw.SQLITE_DONE or raw.SQLITE_ROW))
        {
            throw session.Failure(code, action);
        }
    }

    /// <summary>Moves to the next row; false at the end.</summary>
    public bool Step()
    {
        var code = raw.sqlite3_step(handle);
        return code switch
        {
            raw.SQLITE_ROW => true,
            raw.SQLITE_DONE => false,
            _ => throw session.Failure(code, "read"),
        };
    }

    public void Reset() => _ = raw.sqlite3_reset(handle);

    public bool IsNull(int column) => raw.sqlite3_column_type(handle, column) == raw.SQLITE_NULL;

    public long Int64(int column) => raw.sqlite3_column_int64(handle, column);

    /// <summary>Bytes, or text as UTF-8; valid until the next step.</summary>
    public ReadOnlySpan<byte> Bytes(int column) => raw.sqlite3_column_blob(handle, column);

    public string Text(int column) => Encoding.UTF8.GetString(Bytes(column));

    public void Dispose() => handle.Dispose();

    private void Check(int code)
    {
        if (code != raw.SQLITE_OK)
        {
            throw session.Failure(code, "write to");
        }
    }
}
