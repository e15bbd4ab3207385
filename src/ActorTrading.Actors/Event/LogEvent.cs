namespace ActorTrading.Actors.Event;

/// <summary>One log entry on the event stream.</summary>
public abstract class LogEvent : INoSerializationVerificationNeeded
{
    private protected LogEvent(Exception? cause, string logSource, Type logClass, object message, DateTime timestamp)
    {
        Cause = cause;
        LogSource = logSource;
        LogClass = logClass;
        Message = message;
        Timestamp = timestamp;
    }

    /// <summary>What was thrown; null where nothing was.</summary>
    public Exception? Cause { get; }

    /// <summary>Path of the actor, or the name given.</summary>
    public string LogSource { get; }

    /// <summary>The actor's type, or the type of what the log was made for.</summary>
    public Type LogClass { get; }

    /// <summary>A string or a <see cref="LogMessage"/>; ToString gives the text.</summary>
    public object Message { get; }

    /// <summary>UTC; the minimum value when the event was not made by an adapter.</summary>
    public DateTime Timestamp { get; }

    /// <summary>How grave it is; the same for all events of a kind.</summary>
    public abstract LogLevel LogLevel();

    /// <summary>Level, source and message on one line; the cause with its stack on those that follow.</summary>
    public override string ToString() =>
        $"[{LogLevel().ToString().Replace("Level", string.Empty, StringComparison.Ordinal).ToUpperInvariant()}][{LogSource}] {Message}{(Cause is null ? string.Empty : Environment.NewLine + "Cause: " + Cause)}";
}
