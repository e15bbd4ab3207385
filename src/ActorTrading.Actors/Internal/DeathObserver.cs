namespace ActorTrading.Actors.Internal;

/// <summary>Watches an actor from outside of all actors.</summary>
internal sealed class DeathObserver
{
    private readonly TaskCompletionSource<bool> _stopped = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly InternalActorRef _target;
    private readonly FunctionRef _watcher;

    private DeathObserver(InternalActorRef target)
    {
        _target = target;
        System = (target as LocalActorRef)?.Cell.SystemImpl;

        // A path of its own: watchers that are equal would count as one.
        _watcher = new FunctionRef(System?.NextTempPath() ?? target.Path / "observer", static (_, _) => { }, message =>
        {
            if (message is SystemMessage.DeathWatchNotification)
            {
                _stopped.TrySetResult(true);
            }
        });
    }

    /// <summary>True when the actor has stopped, false when the wait was given up before.</summary>
    public Task<bool> Stopped => _stopped.Task;

    /// <summary>Null for what no system runs.</summary>
    public ActorSystemImpl? System { get; }

    public static DeathObserver Of(InternalActorRef target)
    {
        var observer = new DeathObserver(target);
        target.SendSystemMessage(new SystemMessage.Watch(target, observer._watcher));
        return observer;
    }

    public void GiveUp()
    {
        if (_stopped.TrySetResult(false))
        {
            _target.SendSystemMessage(new SystemMessage.Unwatch(_watcher));
        }
    }
}
