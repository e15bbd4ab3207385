namespace ActorTrading.Storage.Journal;

/// <summary>Completes when everything queued before it was committed or refused.</summary>
internal sealed class JournalBarrier : JournalTask
{
    public override bool Apply(JournalStatements statements) => true;
}
