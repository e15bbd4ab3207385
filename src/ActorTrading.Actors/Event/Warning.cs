namespace ActorTrading.Actors.Event;

/// <summary>A log entry about something wrong that the system copes with.</summary>
public sealed class Warning(string logSource, Type logClass, object message, Exception? cause = null, DateTime timestamp = default)
    : LogEvent(cause, logSource, logClass, message, timestamp)
{
    /// <inheritdoc/>
    public override LogLevel LogLevel() => Event.LogLevel.WarningLevel;
}
