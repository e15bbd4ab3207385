namespace ActorTrading.Actors.Internal;

/// <summary>Turns each restart of the child into a stop and, after a while, a new start. A child that stops of itself is done, and so is this.</summary>
internal sealed class BackoffOnRestartSupervisor(BackoffOptions options) : BackoffSupervisorBase(
    options.ChildProps, options.ChildName, options.Reset, options.ReplyWhileStopped, options.FinalStopMessage)
{
    /// <summary>The child that stops because of a failure, as long as it takes.</summary>
    private IActorRef? _stopping;

    protected override SupervisorStrategy SupervisorStrategy() => new OneForOneStrategy(cause =>
    {
        var directive = options.Strategy.Decider.Decide(cause);
        if (directive != Directive.Restart)
        {
            return directive;
        }

        var limit = options.Strategy.MaxNumberOfRetries;
        if (limit >= 0 && RestartCountN + 1 > limit)
        {
            Log.Debug("Terminating on restart #{0} which exceeds max allowed restarts ({1})", RestartCountN + 1, limit);
            _stopping = null;
            Context.Stop(Self);
        }
        else
        {
            _stopping = Sender;
        }

        return Directive.Stop;
    });

    protected override bool Receive(object message)
    {
        switch (message)
        {
            case Terminated terminated when terminated.ActorRef.Equals(_stopping):
                _stopping = null;
                Child = null;
                StartChildLater(options.MinBackoff, options.MaxBackoff, options.RandomFactor);
                return true;
            case Terminated terminated when terminated.ActorRef.Equals(Child):
                Log.Debug("Terminating, because child {0} terminated itself", Child);
                Context.Stop(Self);
                return true;
            case BackoffSupervisor.StartChild when _stopping is not null:
                // The next one is arranged when this one is gone.
                return true;
            default:
                return HandleBackoff(message);
        }
    }
}
