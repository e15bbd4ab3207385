namespace ActorTrading.Storage.Sqlite;

/// <summary>How one database file is kept.</summary>
public record SqliteFileOptions
{
    /// <summary>The database file; its directory is created if missing. A lock file and SQLite's -wal and -shm files stand beside it.</summary>
    public required string Path { get; init; }

    /// <summary>Size of a page of a new file in bytes: a power of two, 512 to 65,536. Default 4096.</summary>
    public int PageBytes { get; init; } = 4096;

    /// <summary>Pages in the write-ahead log after which they move into the file. Default 8192 (32 MB).</summary>
    public int CheckpointPages { get; init; } = 8192;

    /// <summary>Page cache of the writer in kB. Default 65,536 (64 MB).</summary>
    public int CacheKilobytes { get; init; } = 65_536;

    /// <summary>Page cache of each reader in kB. Default 4096.</summary>
    public int ReaderCacheKilobytes { get; init; } = 4096;

    /// <summary>Most pages the file may grow to; 0 (default) means no bound but the disk.</summary>
    public long MaxPages { get; init; }

    /// <summary>How long to wait for another process (a backup, an inspecting shell) that holds the database. Default 5 s.</summary>
    public TimeSpan BusyTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <exception cref="ArgumentException">A value is out of range.</exception>
    public virtual void Validate()
    {
        if (string.IsNullOrWhiteSpace(Path))
        {
            throw new ArgumentException("Path is empty: name a file, for example data/journal.db.", nameof(Path));
        }

        if (PageBytes is < 512 or > 65_536 || !int.IsPow2(PageBytes))
        {
            throw new ArgumentOutOfRangeException(nameof(PageBytes), PageBytes, "PageBytes must be a power of two from 512 to 65536.");
        }

        Positive(CheckpointPages, nameof(CheckpointPages));
        Positive(CacheKilobytes, nameof(CacheKilobytes));
        Positive(ReaderCacheKilobytes, nameof(ReaderCacheKilobytes));
        ArgumentOutOfRangeException.ThrowIfNegative(MaxPages, nameof(MaxPages));
        if (BusyTimeout < TimeSpan.Zero || BusyTimeout > TimeSpan.FromMinutes(10))
        {
            throw new ArgumentOutOfRangeException(nameof(BusyTimeout), BusyTimeout, "BusyTimeout must be from 0 to 10 minutes.");
        }
    }

    protected static void Positive(long value, string name) => ArgumentOutOfRangeException.ThrowIfNegativeOrZero(value, name);
}
