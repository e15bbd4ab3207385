namespace ActorTrading.Storage.Journal;

/// <summary>Makes a shard's epoch one higher.</summary>
internal sealed class JournalRaise(string shard) : JournalTask
{
    /// <summary>What it is since; valid once <see cref="JournalTask.Done"/> has completed.</summary>
    public long Epoch { get; private set; }

    public override bool Apply(JournalStatements statements)
    {
        Epoch = statements.RaiseEpoch(shard);
        return true;
    }
}
