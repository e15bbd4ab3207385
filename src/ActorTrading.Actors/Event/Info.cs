namespace ActorTrading.Actors.Event;

/// <summary>A log entry about the normal course of things.</summary>
public sealed class Info(string logSource, Type logClass, object message, Exception? cause = null, DateTime timestamp = default)
    : LogEvent(cause, logSource, logClass, message, timestamp)
{
    /// <inheritdoc/>
    public override LogLevel LogLevel() => Event.LogLevel.InfoLevel;
}
