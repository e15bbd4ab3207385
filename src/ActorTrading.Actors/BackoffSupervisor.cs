using ActorTrading.Actors.Internal;

namespace ActorTrading.Actors;

/// <summary>
/// Keeps one child alive: when it has stopped, starts it again after min·2ⁿ (at most max), plus a random share of that.
/// Messages go through to the child, and from the child to the supervisor's parent. What comes while the child is down is answered
/// as the options say or becomes a dead letter. A child that throws is first treated by the strategy: only a stop brings a back-off.
/// </summary>
public sealed class BackoffSupervisor : BackoffSupervisorBase
{
    private readonly TimeSpan _minBackoff;
    private readonly TimeSpan _maxBackoff;
    private readonly double _randomFactor;
    private readonly SupervisorStrategy _strategy;

    /// <summary>
    /// With the default strategy; the count goes back to 0 when the child has lived for <paramref name="minBackoff"/>. Values are not
    /// checked here.
    /// </summary>
    public BackoffSupervisor(Props childProps, string childName, TimeSpan minBackoff, TimeSpan maxBackoff, double randomFactor)
        : this(childProps, childName, minBackoff, maxBackoff, new AutoReset(minBackoff), randomFactor, Actors.SupervisorStrategy.DefaultStrategy)
    {
    }

    /// <summary>
    /// Takes the values as they are; <see cref="BackoffOptions"/> explains and checks them. The number of restarts is limited by a
    /// <see cref="OneForOneStrategy"/> only.
    /// </summary>
    public BackoffSupervisor(
        Props childProps,
        string childName,
        TimeSpan minBackoff,
        TimeSpan maxBackoff,
        IBackoffReset reset,
        double randomFactor,
        SupervisorStrategy strategy,
        object? replyWhileStopped = null,
        Func<object, bool>? finalStopMessage = null)
        : base(childProps, childName, reset, replyWhileStopped, finalStopMessage)
    {
        _minBackoff = minBackoff;
        _maxBackoff = maxBackoff;
        _randomFactor = randomFactor;
        _strategy = strategy;
    }

    /// <summary>From options that <see cref="Backoff"/> made: on-stop or on-failure supervision, as they say.</summary>
    public static Props Props(BackoffOptions options) => options.Props;

    /// <inheritdoc cref="Backoff.OnStop"/>
    public static Props Props(Props childProps, string childName, TimeSpan minBackoff, TimeSpan maxBackoff, double randomFactor, int maxNrOfRetries = -1) =>
        Props(Backoff.OnStop(childProps, childName, minBackoff, maxBackoff, randomFactor, maxNrOfRetries));

    /// <inheritdoc cref="Backoff.OnStop"/>
    public static Props PropsWithSupervisorStrategy(
        Props childProps, string childName, TimeSpan minBackoff, TimeSpan maxBackoff, double randomFactor, SupervisorStrategy strategy) =>
        Actors.Props.CreateBy(() => new BackoffSupervisor(
            childProps, childName, minBackoff, maxBackoff, new AutoReset(minBackoff), randomFactor, strategy));

    /// <summary>min·2ⁿ, at most max, and up to <paramref name="randomFactor"/> of that more.</summary>
    internal static TimeSpan CalculateDelay(int restartCount, TimeSpan minBackoff, TimeSpan maxBackoff, double randomFactor, Random random)
    {
        var ticks = Math.Min(maxBackoff.Ticks, minBackoff.Ticks * Math.Pow(2, restartCount)) * (1.0 + (random.NextDouble() * randomFactor));
        return ticks >= TimeSpan.MaxValue.Ticks ? maxBackoff : TimeSpan.FromTicks((long)ticks);
    }

    /// <summary>The strategy given: what a child that throws is answered with before any back-off.</summary>
    protected override SupervisorStrategy SupervisorStrategy() => _strategy;

    /// <summary>
    /// The child's end starts the back-off, or stops this actor after a final message or the last restart. The rest goes to
    /// <see cref="BackoffSupervisorBase.HandleBackoff"/>.
    /// </summary>
    protected override bool Receive(object message)
    {
        if (message is Terminated terminated && terminated.ActorRef.Equals(Child))
        {
            OnChildStopped();
            return true;
        }

        return HandleBackoff(message);
    }

    private void OnChildStopped()
    {
        Child = null;
        var limit = (_strategy as OneForOneStrategy)?.MaxNumberOfRetries ?? -1;
        if (FinalStopMessageReceived)
        {
            Context.Stop(Self);
        }
        else if (limit >= 0 && RestartCountN + 1 > limit)
        {
            Log.Debug("Terminating on restart #{0} which exceeds max allowed restarts ({1})", RestartCountN + 1, limit);
            Context.Stop(Self);
        }
        else
        {
            StartChildLater(_minBackoff, _maxBackoff, _randomFactor);
        }
    }

    /// <summary>Answered by <see cref="CurrentChild"/>.</summary>
    public sealed class GetCurrentChild
    {
        /// <summary>The message; it has no content, so one will do.</summary>
        public static readonly GetCurrentChild Instance = new();

        private GetCurrentChild()
        {
        }
    }

    /// <param name="Ref">Null while the child is down.</param>
    public sealed record CurrentChild(IActorRef? Ref);

    /// <summary>Sets the restart count to 0, where <see cref="BackoffOptions.WithManualReset"/> was chosen; else it is unhandled.</summary>
    public new sealed class Reset
    {
        /// <summary>The message; it has no content, so one will do.</summary>
        public static readonly Reset Instance = new();

        private Reset()
        {
        }
    }

    /// <summary>Answered by <see cref="RestartCount"/>.</summary>
    public sealed class GetRestartCount
    {
        /// <summary>The message; it has no content, so one will do.</summary>
        public static readonly GetRestartCount Instance = new();

        private GetRestartCount()
        {
        }
    }

    /// <param name="Count">Restarts since the last reset.</param>
    public sealed record RestartCount(int Count);

    /// <summary>The back-off is over.</summary>
    public sealed class StartChild : IDeadLetterSuppression
    {
        /// <summary>The message; it has no content, so one will do.</summary>
        public static readonly StartChild Instance = new();

        private StartChild()
        {
        }
    }

    /// <summary>The child has lived long enough, if the count is still <paramref name="Current"/>.</summary>
    public sealed record ResetRestartCount(int Current) : IDeadLetterSuppression;
}
