using System.Net.Sockets;
using Npgsql;

namespace ActorTrading.Storage.PostgreSql;

/// <summary>Turns PostgreSQL's error codes (its manual, appendix A) and lost connections into messages an operator can act on.</summary>
internal static class PostgreSqlFailures
{
    /// <summary>The action of a first connection: nothing can have been stored yet.</summary>
    public const string Open = "open";

    private const string NotOpenedAdvice = "see that the server runs, can be reached and is given the password it asks for";

    private const string LostAdvice =
        "see that the server runs and can be reached; what was under way may be stored or not, which the restarted actor finds out, and the next attempt connects anew";

    /// <param name="action">For the sentence "Cannot (action) 'place'".</param>
    public static StorageException Describe(Exception cause, string place, string action)
    {
        if (cause is StorageException known)
        {
            return known;
        }

        var (failure, advice) = cause is PostgresException answer ? Explain(answer.SqlState) : (StorageFailure.Unreachable, action == Open ? NotOpenedAdvice : LostAdvice);
        var code = cause is PostgresException { SqlState: var state } ? $" (PostgreSQL error {state})" : "";
        var words = cause is PostgresException { MessageText: var text } ? text : cause.InnerException is { } inner ? $"{cause.Message} {inner.Message}" : cause.Message;
        return new StorageException(failure, place, $"Cannot {action} '{place}': {words}{code}. What to do: {advice}.", cause);
    }

    /// <summary>The server answered that the statement failed, which undid it. After anything else it is unknown whether it took place.</summary>
    public static bool IsUndone(Exception cause) => cause is PostgresException { InvariantSeverity: "ERROR" };

    /// <summary>The failure of one write that others of the same statement need not share.</summary>
    public static bool IsOfOneWrite(Exception cause) => cause is PostgresException { InvariantSeverity: "ERROR", SqlState: var state }
        && state[..2] is "22" or "23" or "40" or "54";

    public static bool IsDuplicate(Exception cause) => cause is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation };

    /// <summary>The kinds that Npgsql reports; anything else is a mistake of this program.</summary>
    public static bool IsExpected(Exception cause) => cause is NpgsqlException or IOException or SocketException or TimeoutException;

    private static (StorageFailure Failure, string Advice) Explain(string state) => state switch
    {
        PostgresErrorCodes.DiskFull => (StorageFailure.Full, "free space on the server's disk; nothing of this write was stored, and writing works again as soon as there is room"),
        PostgresErrorCodes.UniqueViolation => (StorageFailure.Duplicate, "see that only one actor writes under this persistence id"),
        PostgresErrorCodes.ReadOnlySqlTransaction => (StorageFailure.ReadOnly, "connect to the primary server: this one is a read-only copy"),
        PostgresErrorCodes.InsufficientPrivilege => (StorageFailure.ReadOnly, "grant this user the right to use and write the schema"),
        PostgresErrorCodes.IoError => (StorageFailure.Io, "check the server's disk and log; nothing of this write was stored"),
        PostgresErrorCodes.InvalidCatalogName => (StorageFailure.NotFound, "create the database, or name another"),
        PostgresErrorCodes.UndefinedTable => (StorageFailure.NotFound, "the tables were removed while in use: restore them from the last backup"),
        PostgresErrorCodes.DataCorrupted or PostgresErrorCodes.IndexCorrupted => (StorageFailure.Corrupt, "stop the node and restore the database from the last backup"),
        PostgresErrorCodes.QueryCanceled => (StorageFailure.Locked, "see what else holds the tables or the server's disk; nothing of this write was stored"),
        _ => state[..2] switch
        {
            "22" or "54" => (StorageFailure.TooLarge, "a value does not fit its column: use shorter ids, manifests and tags, without the character 0"),
            "28" => (StorageFailure.Unreachable, "check user name, password and the server's pg_hba.conf"),
            "40" or "55" => (StorageFailure.Locked, "another session holds the same rows or tables; nothing of this write was stored"),
            "08" or "57" => (StorageFailure.Unreachable, LostAdvice),
            "53" => (StorageFailure.Unreachable, "the server is out of connections or memory: raise its limits or use fewer nodes"),
            "58" => (StorageFailure.Io, "check the server's disk and log"),
            "XX" => (StorageFailure.Corrupt, "see the server's log"),
            _ => (StorageFailure.Unknown, "see the server's log"),
        },
    };
}
