namespace ActorTrading.Actors;

/// <summary>Handles every message in one method; a message at a time, never two at once.</summary>
public abstract class UntypedActor : ActorBase
{
    /// <summary>Of the actor whose turn it is. Not available outside of its turn: in callbacks of other threads it throws <see cref="NotSupportedException"/>.</summary>
    protected static new IUntypedActorContext Context => (IUntypedActorContext)ActorBase.Context;

    /// <inheritdoc/>
    protected sealed override bool Receive(object message)
    {
        OnReceive(message);
        return true;
    }

    /// <summary>Handles a message; call <see cref="ActorBase.Unhandled"/> for those it does not know.</summary>
    protected abstract void OnReceive(object message);

    /// <summary>Runs an async function as part of this message: further messages wait for it.</summary>
    protected void RunTask(Action action) => RunTask(() =>
    {
        action();
        return Task.CompletedTask;
    });

    /// <summary>Runs an asynchronous handler: the mailbox is suspended until it is done, the thread is not. Its exception goes to the supervisor.</summary>
    protected void RunTask(Func<Task> action) => Cell.RunAsync(action);

    /// <summary>Replaces the behaviour on top of the stack, for the messages after this one.</summary>
    protected void Become(UntypedReceive receive) => Cell.Become(receive);

    /// <summary>Puts a behaviour on the stack; a restart empties it.</summary>
    protected void BecomeStacked(UntypedReceive receive) => Cell.BecomeStacked(receive);
}
