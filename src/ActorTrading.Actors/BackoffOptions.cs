namespace ActorTrading.Actors;

/// <summary>How a <see cref="BackoffSupervisor"/> treats its child.</summary>
public sealed record BackoffOptions
{
    private BackoffOptions(Props childProps, string childName)
    {
        ChildProps = childProps;
        ChildName = childName;
    }

    internal bool OnFailure { get; init; }

    internal Props ChildProps { get; }

    internal string ChildName { get; }

    internal TimeSpan MinBackoff { get; init; }

    internal TimeSpan MaxBackoff { get; init; }

    internal double RandomFactor { get; init; }

    internal int MaxNrOfRetries { get; init; }

    /// <summary>Null: reset by message only.</summary>
    internal TimeSpan? AutoReset { get; init; }

    internal OneForOneStrategy? Strategy { get; init; }

    internal object? ReplyWhileStopped { get; init; }

    internal Func<object, bool>? FinalStopMessage { get; init; }

    /// <summary>The restart count goes back to 0 when the child has lived that long. Default: the minimum back-off.</summary>
    public BackoffOptions WithAutoReset(TimeSpan resetBackoff) => this with { AutoReset = resetBackoff };

    /// <summary>The restart count goes back to 0 on <see cref="BackoffSupervisor.Reset"/> only.</summary>
    public BackoffOptions WithManualReset() => this with { AutoReset = null };

    public BackoffOptions WithSupervisorStrategy(OneForOneStrategy supervisorStrategy) => this with { Strategy = supervisorStrategy };

    public BackoffOptions WithDefaultStoppingStrategy() => this with { Strategy = new OneForOneStrategy(static _ => Directive.Stop) };

    public BackoffOptions WithMaxNrOfRetries(int maxNrOfRetries) => this with { MaxNrOfRetries = maxNrOfRetries };

    /// <summary>Answers messages while the child is down; else they become dead letters.</summary>
    public BackoffOptions WithReplyWhileStopped(object replyWhileStopped) => this with { ReplyWhileStopped = replyWhileStopped };

    /// <summary>After such a message the child's stop is final and the supervisor stops too.</summary>
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

        return new BackoffOptions(childProps, childName)
        {
            OnFailure = onFailure,
            MinBackoff = minBackoff,
            MaxBackoff = maxBackoff,
            RandomFactor = randomFactor,
            MaxNrOfRetries = maxNrOfRetries,
            AutoReset = minBackoff,
        };
    }
}
