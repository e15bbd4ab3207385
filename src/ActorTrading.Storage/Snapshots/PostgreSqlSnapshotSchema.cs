using ActorTrading.Storage.PostgreSql;

namespace ActorTrading.Storage.Snapshots;

/// <summary>The layout of <see cref="SnapshotSchema"/> in PostgreSQL's types.</summary>
internal static class PostgreSqlSnapshotSchema
{
    public static PostgreSqlSchema Value { get; } = new(
        Table: "snapshot",
        Version: 1,
        Tables: """
            CREATE TABLE {0}.snapshot(
                persistence_id VARCHAR(255) COLLATE "C" NOT NULL,
                sequence_number BIGINT NOT NULL,
                created BIGINT NOT NULL,
                manifest VARCHAR(500) NULL,
                snapshot BYTEA NOT NULL,
                serializer_id INTEGER NULL,
                checksum BIGINT NULL,
                PRIMARY KEY(persistence_id, sequence_number));
            """);
}
