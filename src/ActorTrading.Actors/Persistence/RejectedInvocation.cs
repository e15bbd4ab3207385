using System.Diagnostics.CodeAnalysis;

namespace ActorTrading.Actors.Persistence;

/// <summary>Takes the place of a handler whose event the journal refused.</summary>
internal sealed class RejectedInvocation : PendingInvocation
{
    private readonly Eventsourced _owner;
    private readonly Exception _cause;

    [SetsRequiredMembers]
    public RejectedInvocation(PendingInvocation refused, Eventsourced owner, Exception cause)
    {
        _owner = owner;
        _cause = cause;
        Sender = refused.Sender;
        Payload = refused.Payload;
        SequenceNr = refused.SequenceNr;
        IsStashing = refused.IsStashing;
        EndsGroup = refused.EndsGroup;
    }

    public override bool IsRejected => true;

    public override void Run() => _owner.RejectPersist(_cause, Payload, SequenceNr);
}
