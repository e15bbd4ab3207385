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

    public Exception? Cause { get; }

    /// <summary>Path of the actor, or the name given.</summary>
    public string LogSource { get; }

    public Type LogClass { get; }

    /// <summary>A string or a <see cref="LogMessage"/>; ToString gives the text.</summary>
    public object Message { get; }

    /// <summary>UTC; the minimum value when the event was not made by an adapter.</summary>
    public DateTime Timestamp { get; }

    public abstract LogLevel LogLevel();

    public override string ToString() =>
        $"[{LogLevel().ToString().Replace("Level", string.Empty, StringComparison.Ordinal).ToUpperInvariant()}][{LogSource}] {Message}{(Cause is null ? string.Empty : Environment.NewLine + "Cause: " + Cause)}";
}
