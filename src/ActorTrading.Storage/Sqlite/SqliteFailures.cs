namespace ActorTrading.Storage.Sqlite;

/// <summary>Turns SQLite's result codes (sqlite.org/rescode.html) into messages an operator can act on.</summary>
internal static class SqliteFailures
{
    public static StorageException Describe(int code, string path, string action, string detail)
    {
        var (failure, advice) = (code & 0xFF) switch
        {
            SqliteNative.Busy or SqliteNative.Locked => (StorageFailure.Locked, "another process holds it; stop that process, or give this node a data directory of its own"),
            SqliteNative.Full => (StorageFailure.Full, "free space on the disk or raise the quota; nothing of this write was stored, and writing works again as soon as there is room"),
            SqliteNative.ReadOnly => (StorageFailure.ReadOnly, "make the directory and its files writable for this user"),
            SqliteNative.CannotOpen => (StorageFailure.ReadOnly, "check that the directory exists and that this user may write there"),
            SqliteNative.IoError => (StorageFailure.Io, "check the disk and the system log; nothing of this write was acknowledged"),
            SqliteNative.Corrupt => (StorageFailure.Corrupt, "stop the node, keep a copy of the file, and restore it from the last backup or rescue it with 'sqlite3 FILE .recover'"),
            SqliteNative.NotADatabase => (StorageFailure.Corrupt, "the file is no SQLite database: move it away, or restore it from the last backup"),
            SqliteNative.TooBig => (StorageFailure.TooLarge, "the value is larger than SQLite's limit of about 1 GB: write smaller pieces"),
            SqliteNative.NoMemory => (StorageFailure.Unknown, "the machine is out of memory"),
            _ => (StorageFailure.Unknown, "see SQLite's own words"),
        };
        return new StorageException(failure, path, $"Cannot {action} '{path}': {detail} (SQLite result {code}). What to do: {advice}.");
    }

    public static bool IsConstraint(int code) => (code & 0xFF) is SqliteNative.Constraint;
}
