namespace ActorTrading.Actors.Internal;

/// <summary>Top of a tree: <c>/</c> (which ends with its children), <c>/user</c> and <c>/system</c>.</summary>
internal sealed class GuardianActor(bool stopAll, SupervisorStrategy? strategy) : ActorBase
{
    protected override SupervisorStrategy SupervisorStrategy() =>
        stopAll ? Actors.SupervisorStrategy.StoppingStrategy : strategy ?? Actors.SupervisorStrategy.DefaultStrategy;

    protected override bool Receive(object message)
    {
        if (message is Terminated && stopAll)
        {
            Context.Stop(Self);
        }
        else
        {
            ((ActorSystemImpl)Context.System).DeadLettersRef.Publish(message, Sender, Self);
        }

        return true;
    }

    protected override void PreStart()
    {
        if (stopAll)
        {
            foreach (var child in Context.GetChildren())
            {
                Context.Watch(child);
            }
        }
    }
}
