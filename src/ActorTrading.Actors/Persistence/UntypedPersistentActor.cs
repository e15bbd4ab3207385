namespace ActorTrading.Actors.Persistence;

/// <summary>Handles commands and events in one method each; what it does not know it hands to <see cref="Eventsourced.Unhandled"/> itself.</summary>
public abstract class UntypedPersistentActor : PersistentActor
{
    /// <summary>Of the actor whose turn it is.</summary>
    protected static new IUntypedActorContext Context => (IUntypedActorContext)ActorBase.Context;

    /// <inheritdoc/>
    protected sealed override bool ReceiveCommand(object message)
    {
        OnCommand(message);
        return true;
    }

    /// <inheritdoc/>
    protected sealed override bool ReceiveRecover(object message) => Recovers(message);

    /// <summary>Handles commands, one at a time; they wait while the actor recovers and while handlers of <c>Persist</c> are pending.</summary>
    protected abstract void OnCommand(object message);

    /// <summary>Handles what recovery brings, in order: <see cref="SnapshotOffer"/>, events, <see cref="RecoveryCompleted"/>.</summary>
    protected abstract void OnRecover(object message);

    /// <summary>Replaces the command behaviour on top of the stack, for the commands after this one.</summary>
    protected void Become(UntypedReceive receive) => Cell.Become(receive);

    /// <summary>Puts a command behaviour on the stack; a restart empties it.</summary>
    protected void BecomeStacked(UntypedReceive receive) => Cell.BecomeStacked(receive);

    internal virtual bool Recovers(object message)
    {
        OnRecover(message);
        return true;
    }
}
