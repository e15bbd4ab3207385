using ActorTrading.Actors.Event;
using ActorTrading.Actors.Internal;

namespace ActorTrading.Actors;

/// <summary>What happens to a child that throws.</summary>
public abstract class SupervisorStrategy
{
    /// <summary>Stop on failed initialisation, kill and death pact; restart otherwise.</summary>
    public static IDecider DefaultDecider { get; } = Actors.Decider.From(static cause => cause switch
    {
        ActorInitializationException or ActorKilledException or DeathPactException => Directive.Stop,
        _ => Directive.Restart,
    });

    /// <summary>One for one, any number of restarts, <see cref="DefaultDecider"/>.</summary>
    public static readonly SupervisorStrategy DefaultStrategy = new OneForOneStrategy(DefaultDecider);

    public static readonly SupervisorStrategy StoppingStrategy = new OneForOneStrategy(static _ => Directive.Stop);

    public abstract IDecider Decider { get; }

    protected bool LoggingEnabled { get; init; } = true;

    public abstract void HandleChildTerminated(IActorContext actorContext, IActorRef child, IEnumerable<IActorRef> children);

    protected abstract Directive Handle(IActorRef child, Exception exception);

    internal abstract void ProcessFailure(IActorContext context, bool restart, IActorRef child, Exception cause, ChildStats stats, IReadOnlyList<ChildStats> children);

    /// <returns>False when the failure is to be escalated.</returns>
    internal bool HandleFailure(ActorCell cell, IActorRef child, Exception cause, ChildStats stats, IReadOnlyList<ChildStats> children)
    {
        var directive = Handle(child, cause);
        if (directive == Directive.Escalate)
        {
            return false;
        }

        if (LoggingEnabled)
        {
            LogFailure(cell, child, cause, directive);
        }

        if (directive == Directive.Resume)
        {
            stats.Child.SendSystemMessage(new SystemMessage.Resume(cause));
        }
        else
        {
            ProcessFailure(cell, directive == Directive.Restart, child, cause, stats, children);
        }

        return true;
    }

    internal static void RestartChild(ChildStats child, Exception cause, bool suspendFirst)
    {
        if (suspendFirst)
        {
            child.Child.SendSystemMessage(new SystemMessage.Suspend());
        }

        child.Child.SendSystemMessage(new SystemMessage.Recreate(cause));
    }

    private void LogFailure(ActorCell cell, IActorRef child, Exception cause, Directive directive)
    {
        var message = cause is ActorInitializationException { InnerException: { } inner } ? inner.Message : cause.Message;
        var source = child.Path.ToString();
        cell.System.EventStream.Publish(directive == Directive.Resume
            ? new Warning(source, GetType(), message, cause)
            : new Error(cause, source, GetType(), message));
    }
}
