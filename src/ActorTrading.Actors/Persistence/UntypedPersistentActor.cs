namespace ActorTrading.Actors.Persistence;

/// <summary>Handles commands and events in one method each; what it does not know it hands to <see cref="Eventsourced.Unhandled"/> itself.</summary>
public abstract class UntypedPersistentActor : PersistentActor
{
    protected static new IUntypedActorContext Context => (IUntypedActorContext)ActorBase.Context;

    protected sealed override bool ReceiveCommand(object message)
    {
        OnCommand(message);
        return true;
    }

    protected sealed override bool ReceiveRecover(object message) => Recovers(message);

    protected abstract void OnCommand(object message);

    protected abstract void OnRecover(object message);

    protected void Become(UntypedReceive receive) => Cell.Become(receive);

    protected void BecomeStacked(UntypedReceive receive) => Cell.BecomeStacked(receive);

    internal virtual bool Recovers(object message)
    {
        OnRecover(message);
        return true;
    }
}
