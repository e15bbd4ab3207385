using ActorTrading.Actors.Event;
using ActorTrading.Actors.Internal;

namespace ActorTrading.Actors;

/// <summary>What happens to a child that throws. Runs in the supervisor's turn, with the child as <see cref="IActorContext.Sender"/>.</summary>
public abstract class SupervisorStrategy
{
    /// <summary>Stop on failed initialisation, kill and death pact; restart otherwise.</summary>
    public static readonly IDecider DefaultDecider = Actors.Decider.From(
        Directive.Restart,
        Directive.Stop.When<ActorInitializationException>(),
        Directive.Stop.When<ActorKilledException>(),
        Directive.Stop.When<DeathPactException>());

    /// <summary>One for one, any number of restarts, <see cref="DefaultDecider"/>.</summary>
    public static readonly SupervisorStrategy DefaultStrategy = new OneForOneStrategy(DefaultDecider);

    /// <summary>One for one, never a restart.</summary>
    public static readonly OneForOneStrategy StoppingStrategy = new(static _ => Directive.Stop);

    /// <summary>Gives the verdict on a failure, in the supervisor's turn.</summary>
    public abstract IDecider Decider { get; }

    /// <summary>Are failures written to the log? Default yes.</summary>
    protected bool LoggingEnabled { get; set; } = true;

    /// <summary>Called when a child is gone and its name free again. What it throws is logged.</summary>
    public abstract void HandleChildTerminated(IActorContext actorContext, IActorRef child, IEnumerable<IInternalActorRef> children);

    /// <summary>Carries out the verdicts restart and stop.</summary>
    /// <param name="restart">False: the child, or all of them, is to stop.</param>
    /// <param name="stats">Of the child that failed.</param>
    /// <param name="children">Of all children.</param>
    public abstract void ProcessFailure(
        IActorContext context, bool restart, IActorRef child, Exception cause, ChildRestartStats stats, IReadOnlyCollection<ChildRestartStats> children);

    /// <summary>The verdict on a failure.</summary>
    protected abstract Directive Handle(IActorRef child, Exception exception);

    /// <param name="suspendFirst">For a child that has not failed itself.</param>
    protected static void RestartChild(IActorRef child, Exception cause, bool suspendFirst)
    {
        var actor = (IInternalActorRef)child;
        if (suspendFirst)
        {
            actor.Suspend();
        }

        actor.Restart(cause);
    }

    /// <summary>Only for the child that failed: to suspend and to resume come in pairs.</summary>
    protected static void ResumeChild(IActorRef child, Exception exception) => ((IInternalActorRef)child).Resume(exception);

    /// <summary>Resume is a warning, restart and stop are errors; an escalation is left to whoever decides it.</summary>
    protected virtual void LogFailure(IActorContext context, IActorRef child, Exception cause, Directive directive)
    {
        if (!LoggingEnabled || directive == Directive.Escalate)
        {
            return;
        }

        var message = cause is ActorInitializationException { InnerException: { } inner } ? inner.Message : cause.Message;
        var source = child.Path.ToString();
        context.System.EventStream.Publish(directive == Directive.Resume
            ? new Warning(source, GetType(), message, cause)
            : new Error(cause, source, GetType(), message));
    }

    /// <returns>False when the failure is to be escalated.</returns>
    internal bool HandleFailure(ActorCell cell, IActorRef child, Exception cause, ChildRestartStats stats, IReadOnlyCollection<ChildRestartStats> children)
    {
        var directive = Handle(child, cause);
        LogFailure(cell, child, cause, directive);
        switch (directive)
        {
            case Directive.Resume:
                ResumeChild(child, cause);
                return true;
            case Directive.Restart:
            case Directive.Stop:
                ProcessFailure(cell, directive == Directive.Restart, child, cause, stats, children);
                return true;
            default:
                return false;
        }
    }
}
