using ActorTrading.Storage.Sqlite;

namespace ActorTrading.Storage.Snapshots;

/// <summary>The snapshot table of Akka.Persistence.Sql (created in UTC ticks) plus a checksum, see <see cref="Journal.EventChecksum"/>.</summary>
internal static class SnapshotSchema
{
    public static SqliteSchema Value { get; } = new(
        Version: 1,
        Content: "snapshot store",
        Tables: """
            CREATE TABLE snapshot(
                persistence_id VARCHAR(255) NOT NULL,
                sequence_number BIGINT NOT NULL,
                created BIGINT NOT NULL,
                manifest VARCHAR(500) NULL,
                snapshot BLOB NOT NULL,
                serializer_id INT NULL,
                checksum BIGINT NULL,
                PRIMARY KEY(persistence_id, sequence_number));

            """);
}
