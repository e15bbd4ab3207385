using ActorTrading.Storage.Sqlite;

namespace ActorTrading.Storage.Journal;

/// <summary>
/// The table layout of Akka.Persistence.Sql (default mapping, tags both in the table and as <c>;a;b;</c>), so that its tools can read the file.
/// Left out: its indexes on <c>sequence_number</c> and <c>created</c> alone, which no query here uses and every write would pay for.
/// Added: <c>checksum</c>, CRC-32C of sequence number and message, because SQLite does not notice a flipped bit inside a value;
/// <c>epoch</c>, under which fenced events were written; and the table <c>shard_epoch</c> with the epoch each shard has now.
/// </summary>
/// <remarks>
/// <c>ordering</c> needs no AUTOINCREMENT: the row with the highest one is also the last of its persistence id, and that
/// row is never removed, only emptied and marked deleted. This also keeps the highest sequence number over deletes.
/// </remarks>
internal static class JournalSchema
{
    public static SqliteSchema Value { get; } = new(
        Version: 2,
        Content: "journal",
        Tables: """
            CREATE TABLE journal(
                ordering INTEGER PRIMARY KEY,
                deleted BOOL NOT NULL,
                persistence_id VARCHAR(255) NOT NULL,
                sequence_number BIGINT NOT NULL,
                created BIGINT NOT NULL,
                tags VARCHAR(100) NULL,
                message BLOB NOT NULL,
                identifier INT NULL,
                manifest VARCHAR(500) NULL,
                writer_uuid VARCHAR(128) NULL,
                checksum BIGINT NULL,
                epoch BIGINT NULL,
                UNIQUE(persistence_id, sequence_number));
            CREATE TABLE tags(
                ordering_id BIGINT NOT NULL,
                tag VARCHAR(64) NOT NULL,
                sequence_nr BIGINT NOT NULL,
                persistence_id VARCHAR(255) NOT NULL,
                PRIMARY KEY(ordering_id, tag));
            CREATE INDEX tags_tag_ordering ON tags(tag, ordering_id);
            CREATE TABLE shard_epoch(shard VARCHAR(255) NOT NULL PRIMARY KEY, epoch BIGINT NOT NULL);

            """)
    {
        Upgrades =
        [
            """
            ALTER TABLE journal ADD COLUMN epoch BIGINT NULL;
            CREATE TABLE shard_epoch(shard VARCHAR(255) NOT NULL PRIMARY KEY, epoch BIGINT NOT NULL);

            """,
        ],
    };
}
