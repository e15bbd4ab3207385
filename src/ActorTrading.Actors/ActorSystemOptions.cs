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

    /// <summary>Dead letters, dropped and unhandled messages written to the log before it falls silent about them. Default 10; 0 = none, int.MaxValue = all.</summary>
    public int LogDeadLetters { get; init; } = 10;

    /// <summary>How long the log is silent about dead letters then. Default 5 minutes; infinite = for good.</summary>
    public TimeSpan LogDeadLettersSuspendDuration { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Logs dead letters of a system that is about to end too. Default off.</summary>
    public bool LogDeadLettersDuringShutdown { get; init; }

    /// <summary>Logs unhandled messages at Debug. Default off.</summary>
    public bool LogUnhandledMessages { get; init; }

    /// <summary>Timeout of asks that state none. Default: infinite.</summary>
    public TimeSpan AskTimeout { get; init; } = Timeout.InfiniteTimeSpan;

    /// <summary>How the failures of top-level actors are answered. Null: <see cref="SupervisorStrategy.DefaultStrategy"/>.</summary>
    public SupervisorStrategy? GuardianStrategy { get; init; }

    /// <summary>Mailboxes by the name that <see cref="Props.WithMailbox"/> gives. Default none: Akka.NET's own names are always known.</summary>
    public IReadOnlyDictionary<string, MailboxType> Mailboxes { get; init; } = FrozenDictionary<string, MailboxType>.Empty;

    /// <summary>Seed of random choices (back-off jitter). Default 1.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>What <see cref="ActorSystem.Terminate"/> does before the actors stop.</summary>
    public CoordinatedShutdownOptions CoordinatedShutdown { get; init; } = new();

    /// <summary>Journal, snapshot store and limits of persistent actors.</summary>
    public PersistenceOptions Persistence { get; init; } = new();

    /// <exception cref="ArgumentException">A value is out of range.</exception>
    public void Validate()
    {
        ArgumentNullException.ThrowIfNull(TimeProvider);
        ArgumentOutOfRangeException.ThrowIfNegative(LogDeadLetters);
        if (LogDeadLettersSuspendDuration <= TimeSpan.Zero && LogDeadLettersSuspendDuration != Timeout.InfiniteTimeSpan)
        {
            throw new ArgumentOutOfRangeException(
                nameof(LogDeadLettersSuspendDuration), LogDeadLettersSuspendDuration, "The silence about dead letters must be above zero, or infinite.");
        }

        if (AskTimeout <= TimeSpan.Zero && AskTimeout != Timeout.InfiniteTimeSpan)
        {
            throw new ArgumentOutOfRangeException(nameof(AskTimeout), AskTimeout, "The ask timeout must be above zero, or infinite.");
        }

        CoordinatedShutdown.Validate();
        Persistence.Validate();
    }
}
