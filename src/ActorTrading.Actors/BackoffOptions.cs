using ActorTrading.Actors.Internal;

namespace ActorTrading.Actors;

/// <summary>How a <see cref="BackoffSupervisor"/> treats its child. Made by <see cref="Backoff"/>; each With gives a new one.</summary>
public sealed record BackoffOptions
{
    private BackoffOptions(Props childProps, string childName, TimeSpan minBackoff, int maxNrOfRetries)
    {
        ChildProps = childProps;
        ChildName = childName;
        MinBackoff = minBackoff;
        Reset = new AutoReset(minBackoff);
        Strategy = new OneForOneStrategy(SupervisorStrategy.DefaultDecider).WithMaxNrOfRetries(maxNrOfRetries);
    }

    internal bool OnFailure { get; init; }

    internal Props ChildProps { get; }

    internal string ChildName { get; }

    internal TimeSpan MinBackoff { get; }

    internal TimeSpan MaxBackoff { get; init; }

    internal double RandomFactor { get; init; }

    internal IBackoffReset Reset { get; init; }

    internal OneForOneStrategy Strategy { get; init; }

    internal object? ReplyWhileStopped { get; init; }

    internal Func<object, bool>? FinalStopMessage { get; init; }

    internal Props Props => OnFailure
        ? Props.CreateBy(() => new BackoffOnRestartSupervisor(this))
        : Props.CreateBy(() => new BackoffSupervisor(
            ChildProps, ChildName, MinBackoff, MaxBackoff, Reset, RandomFactor, Strategy, ReplyWhileStopped, FinalStopMessage));

    /// <summary>The restart count goes back to 0 when the child has lived that long after a restart. Default: the minimum back-off.</summary>
    public BackoffOptions WithAutoReset(TimeSpan resetBackoff) => this with { Reset = new AutoReset(resetBackoff) };

    /// <summary>The restart count goes back to 0 on <see cref="BackoffSupervisor.Reset"/> only.</summary>
    public BackoffOptions WithManualReset() => this with { Reset = new ManualReset() };

    /// <summary>
    /// What a throw of the child means. Its limit of restarts is the supervisor's, and replaces the one set before;
    /// its window is not looked at: the reset is what forgets.
    /// </summary>
    public BackoffOptions WithSupervisorStrategy(OneForOneStrategy supervisorStrategy) => this with { Strategy = supervisorStrategy };

    /// <summary>A throw always stops the child, so that on-stop supervision waits before it starts it again.</summary>
    public BackoffOptions WithDefaultStoppingStrategy() =>
        this with { Strategy = new OneForOneStrategy(Strategy.MaxNumberOfRetries, null, SupervisorStrategy.StoppingStrategy.Decider) };

    /// <param name="maxNrOfRetries">Restarts before the supervisor stops for good; -1 = no limit. They are counted until a reset.</param>
    public BackoffOptions WithMaxNrOfRetries(int maxNrOfRetries) => this with { Strategy = Strategy.WithMaxNrOfRetries(maxNrOfRetries) };

    /// <summary>Answers messages while the child is down; else they become dead letters.</summary>
    public BackoffOptions WithReplyWhileStopped(object replyWhileStopped) => this with { ReplyWhileStopped = replyWhileStopped };

    /// <summary>After such a message the child's stop is final and the supervisor stops too, at once when the child is down.</summary>
    public BackoffOptions WithFinalStopMessage(Func<object, bool> isFinalStopMessage) => this with { FinalStopMessage = isFinalStopMessage };

    internal static BackoffOptions Create(
        bool onFailure, Props childProps, string childName, TimeSpan minBackoff, TimeSpan maxBackoff, double randomFactor, int maxNrOfRetries)
    {
        if (minBackoff <= TimeSpan.Zero)
        {
            throw new ArgumentOutOfRangeException(nameof(minBackoff), minBackoff, "MinBackoff must be greater than 0");
        }

        if (maxBackoff < minBackoff)
        {
            throw new ArgumentOutOfRangeException(nameof(maxBackoff), maxBackoff, "MaxBackoff must be greater than MinBackoff");
        }

        if (randomFactor is not (>= 0.0 and <= 1.0))
        {
            throw new ArgumentOutOfRangeException(nameof(randomFactor), randomFactor, "RandomFactor must be between 0.0 and 1.0");
        }

        return new BackoffOptions(childProps, childName, minBackoff, maxNrOfRetries)
        {
            OnFailure = onFailure,
            MaxBackoff = maxBackoff,
            RandomFactor = randomFactor,
        };
    }
}
