using SQLitePCL;

namespace ActorTrading.Storage.Sqlite;

/// <summary>Turns SQLite's result codes (sqlite.org/rescode.html) into messages an operator can act on.</summary>
internal static class SqliteFailures
{
    public static StorageException Describe(int code, string path, string action, string detail)
    {
        var (failure, advice) = (code & 0xFF) switch
        {
            raw.SQLITE_BUSY or raw.SQLITE_LOCKED => (StorageFailure.Locked, "another process holds it; stop that process, or give this node a data directory of its own"),
            raw.SQLITE_FULL => (StorageFailure.Full, "free space on the disk or raise the quota; nothing of this write was stored, and writing works again as soon as there is room"),
            raw.SQLITE_READONLY => (StorageFailure.ReadOnly, "make the directory and its files writable for this user"),
            raw.SQLITE_CANTOPEN => (StorageFailure.ReadOnly, "check that the directory exists and that this user may write there"),
            raw.SQLITE_IOERR => (StorageFailure.Io, "check the disk and the system log; nothing of this write was acknowledged"),
            raw.SQLITE_CORRUPT => (StorageFailure.Corrupt, "stop the node, keep a copy of the file, and restore it from the last backup or rescue it with 'sqlite3 FILE .recover'"),
            raw.SQLITE_NOTADB => (StorageFailure.Corrupt, "the file is no SQLite database: move it away, or restore it from the last backup"),
            raw.SQLITE_TOOBIG => (StorageFailure.TooLarge, "the value is larger than SQLite's limit of about 1 GB: write smaller pieces"),
            raw.SQLITE_NOMEM => (StorageFailure.Unknown, "the machine is out of memory"),
            _ => (StorageFailure.Unknown, "see SQLite's own words"),
        };
        return new StorageException(failure, path, $"Cannot {action} '{path}': {detail} (SQLite result {code}). What to do: {advice}.");
    }

    public static bool IsConstraint(int code) => (code & 0xFF) is raw.SQLITE_CONSTRAINT;
}
