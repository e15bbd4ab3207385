namespace ActorTrading.Storage.Journal;

/// <summary>Completes when everything queued before it was committed or refused; the failure of others is not its own.</summary>
internal sealed class JournalBarrier : JournalTask
{
    public override bool Apply(JournalStatements statements) => true;

    public override void Fail(Exception cause) => Complete();
}
