using System.Collections.Frozen;
using ActorTrading.Actors.Dispatch;
using ActorTrading.Actors.Event;
using ActorTrading.Actors.Persistence;

namespace ActorTrading.Actors;

/// <summary>Settings of an actor system.</summary>
public sealed record ActorSystemOptions
{
    /// <summary>Clock of timers, timeouts and time stamps. Default: the machine's.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>Where actors take their turns. Null: on the thread pool.</summary>
    public MessageDispatcher? Dispatcher { get; init; }

    /// <summary>Dispatchers by name, for actors that ask for one of their own with <see cref="Props.WithDispatcher(string)"/>. Default: none.</summary>
    public IReadOnlyDictionary<string, MessageDispatcher> Dispatchers { get; init; } = FrozenDictionary<string, MessageDispatcher>.Empty;

    /// <summary>Null: one that runs on <see cref="TimeProvider"/>.</summary>
    public IScheduler? Scheduler { get; init; }

    /// <summary>Gets every log event on the thread that logs; must not block. Null: none.</summary>
    public Action<LogEvent>? LogSink { get; init; }

    /// <summary>Log events below are not made. Default Info.</summary>
    public LogLevel LogLevel { get; init; } = LogLevel.InfoLevel;

    /// <summary>Dead letters written to the log before it falls silent about them. Default 10; 0 = none.</summary>
    public int LogDeadLetters { get; init; } = 10;

    /// <summary>Logs unhandled messages at Debug. Default off.</summary>
    public bool LogUnhandledMessages { get; init; }

    /// <summary>Timeout of asks that state none. Default: infinite.</summary>
    public TimeSpan AskTimeout { get; init; } = Timeout.InfiniteTimeSpan;

    /// <summary>How the failures of top-level actors are answered. Null: <see cref="SupervisorStrategy.DefaultStrategy"/>.</summary>
    public SupervisorStrategy? GuardianStrategy { get; init; }

    /// <summary>Capacity (messages, above 0) per mailbox name for <see cref="Props.WithMailbox"/>; what does not fit becomes a dead letter.</summary>
    public IReadOnlyDictionary<string, int> BoundedMailboxes { get; init; } = FrozenDictionary<string, int>.Empty;

    /// <summary>Seed of random choices (back-off jitter). Default 1.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>Time per phase of <see cref="CoordinatedShutdown"/> that differs from <see cref="ShutdownPhaseTimeout"/>.</summary>
    public IReadOnlyDictionary<string, TimeSpan> ShutdownPhaseTimeouts { get; init; } = FrozenDictionary<string, TimeSpan>.Empty;

    /// <summary>Time a phase of <see cref="CoordinatedShutdown"/> has before the next one starts. Default 5 s; above 0.</summary>
    public TimeSpan ShutdownPhaseTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Journal, snapshot store and limits of persistent actors.</summary>
    public PersistenceOptions Persistence { get; init; } = new();

    /// <exception cref="ArgumentException">A value is out of range.</exception>
    public void Validate()
    {
        ArgumentNullException.ThrowIfNull(TimeProvider);
        ArgumentOutOfRangeException.ThrowIfNegative(LogDeadLetters);
        if (AskTimeout <= TimeSpan.Zero && AskTimeout != Timeout.InfiniteTimeSpan)
        {
            throw new ArgumentOutOfRangeException(nameof(AskTimeout), AskTimeout, "The ask timeout must be above zero, or infinite.");
        }

        foreach (var (phase, timeout) in ShutdownPhaseTimeouts.Append(new KeyValuePair<string, TimeSpan>("default", ShutdownPhaseTimeout)))
        {
            if (timeout <= TimeSpan.Zero)
            {
                throw new ArgumentOutOfRangeException(nameof(ShutdownPhaseTimeouts), timeout, $"The timeout of phase '{phase}' must be above zero.");
            }
        }

        foreach (var (name, capacity) in BoundedMailboxes)
        {
            if (capacity <= 0)
            {
                throw new ArgumentOutOfRangeException(nameof(BoundedMailboxes), capacity, $"The capacity of mailbox '{name}' must be above 0.");
            }
        }

        Persistence.Validate();
    }
}
