namespace ActorTrading.Actors.Event;

/// <summary>A log entry about something that failed.</summary>
public sealed class Error(Exception? cause, string logSource, Type logClass, object message, DateTime timestamp = default)
    : LogEvent(cause, logSource, logClass, message, timestamp)
{
    /// <inheritdoc/>
    public override LogLevel LogLevel() => Event.LogLevel.ErrorLevel;
}
