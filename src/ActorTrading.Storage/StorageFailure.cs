namespace ActorTrading.Storage;

/// <summary>Why stored data could not be read or written; decides what an operator has to do.</summary>
public enum StorageFailure
{
    /// <summary>None of the others; the message carries the database's own words.</summary>
    Unknown,

    /// <summary>Another process holds the file or the data directory.</summary>
    Locked,

    /// <summary>The disk, the quota or the configured maximum size is used up.</summary>
    Full,

    /// <summary>The place cannot be written to, or is no place for a file.</summary>
    ReadOnly,

    /// <summary>The disk or the file system reported an error.</summary>
    Io,

    /// <summary>The file's contents are not what was written.</summary>
    Corrupt,

    /// <summary>The file was written by a newer version of this program.</summary>
    NewerVersion,

    /// <summary>The tables are those of an older version of this program and wait to be upgraded.</summary>
    OlderVersion,

    /// <summary>The sequence number is already taken: two writers share one persistence id.</summary>
    Duplicate,

    /// <summary>A single value is larger than the database can hold.</summary>
    TooLarge,

    /// <summary>The asked-for thing is not there.</summary>
    NotFound,

    /// <summary>The database server does not answer, or the connection to it broke: it is unknown whether the write under way was stored.</summary>
    Unreachable,
}
