using System.Globalization;
using ActorTrading.Actors.Persistence;
using ActorTrading.Storage.Sqlite;
using SQLitePCL;

namespace ActorTrading.Storage.Journal;

/// <summary>One write on its way into the file.</summary>
internal sealed class JournalAppend(JournalWrite write) : JournalTask
{
    public override int Events => write.Rows.Length;

    public override long Bytes => write.Bytes;

    public override bool Apply(JournalStatements statements)
    {
        long first = 0;
        for (var i = 0; i < write.Rows.Length; i++)
        {
            var e = write.Events[i];
            var code = statements.Insert(e, write.Rows[i]);
            if (code == raw.SQLITE_DONE && e.Fence is { } fence && statements.Session.Changes == 0)
            {
                // The epoch does not change inside the transaction, so that this is the first event.
                Refusal = new StaleWriterException(e.PersistenceId, fence, statements.Epoch(fence.Shard));
                return true;
            }

            if (code == raw.SQLITE_DONE)
            {
                if (i == 0 || e.Tags.Count > 0)
                {
                    var ordering = statements.Session.LastInsertRowId;
                    first = i == 0 ? ordering : first;
                    statements.InsertTags(e, ordering);
                }

                continue;
            }

            if (!SqliteFailures.IsConstraint(code) && (code & 0xFF) != raw.SQLITE_TOOBIG)
            {
                throw statements.Session.Failure(code, "write to");
            }

            Refusal = Refuse(code, e, statements.Session);
            if (i > 0)
            {
                statements.Undo(first);
            }

            break;
        }

        return true;
    }

    private static StorageException Refuse(int code, PersistentRepr refused, SqliteSession session) => SqliteFailures.IsConstraint(code)
        ? JournalRefusals.Duplicate(refused, session.Path)
        : session.Failure(code, $"write event {refused.SequenceNr.ToString(CultureInfo.InvariantCulture)} of '{refused.PersistenceId}' to");
}
