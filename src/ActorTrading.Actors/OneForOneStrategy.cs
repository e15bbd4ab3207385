using ActorTrading.Actors.Internal;

namespace ActorTrading.Actors;

/// <summary>Answers the failure of a child for that child alone.</summary>
public class OneForOneStrategy : SupervisorStrategy
{
    private readonly int _maxRetries;
    private readonly TimeSpan _window;

    /// <param name="maxNrOfRetries">-1 or null = no limit, 0 = never restart.</param>
    /// <param name="withinTimeRange">Window of the limit; null = the whole life. Without a limit it means one restart per window.</param>
    public OneForOneStrategy(int? maxNrOfRetries, TimeSpan? withinTimeRange, Func<Exception, Directive> localOnlyDecider)
        : this(maxNrOfRetries, withinTimeRange, Actors.Decider.From(localOnlyDecider))
    {
    }

    public OneForOneStrategy(int? maxNrOfRetries, TimeSpan? withinTimeRange, IDecider decider)
        : this(maxNrOfRetries ?? -1, Milliseconds(withinTimeRange), decider)
    {
    }

    public OneForOneStrategy(int maxNrOfRetries, int withinTimeMilliseconds, Func<Exception, Directive> localOnlyDecider, bool loggingEnabled = true)
        : this(maxNrOfRetries, withinTimeMilliseconds, Actors.Decider.From(localOnlyDecider), loggingEnabled)
    {
    }

    /// <param name="withinTimeMilliseconds">0 or less = no window.</param>
    public OneForOneStrategy(int maxNrOfRetries, int withinTimeMilliseconds, IDecider decider, bool loggingEnabled = true)
    {
        _maxRetries = maxNrOfRetries;
        _window = TimeSpan.FromMilliseconds(Math.Max(0, withinTimeMilliseconds));
        Decider = decider;
        LoggingEnabled = loggingEnabled;
    }

    public OneForOneStrategy(Func<Exception, Directive> localOnlyDecider)
        : this(-1, -1, localOnlyDecider)
    {
    }

    public OneForOneStrategy(Func<Exception, Directive> localOnlyDecider, bool loggingEnabled)
        : this(-1, -1, localOnlyDecider, loggingEnabled)
    {
    }

    public OneForOneStrategy(IDecider decider)
        : this(-1, -1, decider)
    {
    }

    public override IDecider Decider { get; }

    public override void HandleChildTerminated(IActorContext actorContext, IActorRef child, IEnumerable<IActorRef> children)
    {
    }

    protected override Directive Handle(IActorRef child, Exception exception) => Decider.Decide(exception);

    internal override void ProcessFailure(IActorContext context, bool restart, IActorRef child, Exception cause, ChildStats stats, IReadOnlyList<ChildStats> children)
    {
        if (restart && stats.RequestRestartPermission(_maxRetries, _window))
        {
            RestartChild(stats, cause, suspendFirst: false);
        }
        else
        {
            context.Stop(child);
        }
    }

    internal static int Milliseconds(TimeSpan? window) => window is { } span && span != Timeout.InfiniteTimeSpan ? (int)span.TotalMilliseconds : -1;
}
