using ActorTrading.Storage.PostgreSql;

namespace ActorTrading.Storage.Journal;

/// <summary>The layout of <see cref="JournalSchema"/> in PostgreSQL's types. Ids are compared byte by byte, as everywhere else in the program.</summary>
internal static class PostgreSqlJournalSchema
{
    public static PostgreSqlSchema Value { get; } = new(
        Table: "journal",
        Version: 1,
        Tables: """
            CREATE TABLE {0}.journal(
                ordering BIGSERIAL PRIMARY KEY,
                deleted BOOLEAN NOT NULL,
                persistence_id VARCHAR(255) COLLATE "C" NOT NULL,
                sequence_number BIGINT NOT NULL,
                created BIGINT NOT NULL,
                tags TEXT NULL,
                message BYTEA NOT NULL,
                identifier INTEGER NULL,
                manifest VARCHAR(500) NULL,
                writer_uuid VARCHAR(128) NULL,
                checksum BIGINT NULL,
                epoch BIGINT NULL,
                UNIQUE(persistence_id, sequence_number));
            CREATE TABLE {0}.tags(
                ordering_id BIGINT NOT NULL,
                tag TEXT COLLATE "C" NOT NULL,
                sequence_nr BIGINT NOT NULL,
                persistence_id VARCHAR(255) COLLATE "C" NOT NULL,
                PRIMARY KEY(ordering_id, tag));
            CREATE INDEX tags_tag_ordering ON {0}.tags(tag, ordering_id);
            CREATE TABLE {0}.shard_epoch(shard TEXT COLLATE "C" PRIMARY KEY, epoch BIGINT NOT NULL);
            """);
}
