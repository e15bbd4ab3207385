using System.Text;

namespace ActorTrading.Storage.Sqlite;

/// <summary>One prepared statement. Parameters count from 1, columns from 0; parameters keep their values over a reset.</summary>
internal sealed unsafe class SqliteStatement(SqliteSession session, nint handle) : IDisposable
{
    private const int StackBytes = 512;
    private static ReadOnlySpan<byte> Nothing => [0];
    private bool _disposed;

    public void Bind(int index, long value) => Check(SqliteNative.BindInt64(handle, index, value));

    public void BindNull(int index) => Check(SqliteNative.BindNull(handle, index));

    public void Bind(int index, string? value)
    {
        if (value is null)
        {
            BindNull(index);
            return;
        }

        var most = Encoding.UTF8.GetMaxByteCount(value.Length);
        var bytes = most <= StackBytes ? stackalloc byte[StackBytes] : new byte[most];
        var length = Encoding.UTF8.GetBytes(value, bytes);
        fixed (byte* p = bytes)
        {
            Check(SqliteNative.BindText(handle, index, p, length, SqliteNative.Transient));
        }
    }

    /// <summary>Binds bytes without a copy, runs the statement to its end and makes it ready for the next row.</summary>
    /// <returns>SQLite's result code; <see cref="SqliteNative.Done"/> is success.</returns>
    public int RunWithBlob(int index, ReadOnlySpan<byte> value)
    {
        // A null pointer would store NULL, an empty value is not that.
        fixed (byte* p = value.IsEmpty ? Nothing : value)
        {
            Check(SqliteNative.BindBlob(handle, index, p, value.Length, SqliteNative.Static));
            return TryRun();
        }
    }

    /// <summary>Runs a statement without rows to its end and makes it ready for the next use.</summary>
    public int TryRun()
    {
        var code = SqliteNative.Step(handle);
        _ = SqliteNative.Reset(handle);
        return code;
    }

    public void Run(string action)
    {
        var code = TryRun();
        if (code is not (SqliteNative.Done or SqliteNative.Row))
        {
            throw session.Failure(code, action);
        }
    }

    /// <summary>Moves to the next row; false at the end.</summary>
    public bool Step()
    {
        var code = SqliteNative.Step(handle);
        return code switch
        {
            SqliteNative.Row => true,
            SqliteNative.Done => false,
            _ => throw session.Failure(code, "read"),
        };
    }

    public void Reset() => _ = SqliteNative.Reset(handle);

    public bool IsNull(int column) => SqliteNative.ColumnType(handle, column) == SqliteNative.TypeNull;

    public long Int64(int column) => SqliteNative.ColumnInt64(handle, column);

    /// <summary>Bytes, or text as UTF-8; valid until the next step.</summary>
    public ReadOnlySpan<byte> Bytes(int column)
    {
        var p = SqliteNative.ColumnBlob(handle, column);
        return new ReadOnlySpan<byte>(p, SqliteNative.ColumnBytes(handle, column));
    }

    public string Text(int column) => Encoding.UTF8.GetString(Bytes(column));

    public void Dispose()
    {
        if (!_disposed)
        {
            _disposed = true;
            _ = SqliteNative.Finalize(handle);
        }
    }

    private void Check(int code)
    {
        if (code != SqliteNative.Ok)
        {
            throw session.Failure(code, "write to");
        }
    }
}
