namespace ActorTrading.Storage.Journal;

/// <summary>Removes the oldest events of one persistence id, some thousand per transaction so that writers need not wait for a long one.</summary>
internal sealed class JournalDelete(string persistenceId, long toSequenceNr) : JournalTask
{
    private const int RowsAtOnce = 4096;

    public override bool Apply(JournalStatements statements)
    {
        var highest = statements.Highest(persistenceId);
        var keepsLast = toSequenceNr >= highest;
        if (statements.DeleteBelow(persistenceId, keepsLast ? highest : toSequenceNr + 1, RowsAtOnce))
        {
            return false;
        }

        if (keepsLast)
        {
            statements.Empty(persistenceId, highest);
        }

        return true;
    }
}
