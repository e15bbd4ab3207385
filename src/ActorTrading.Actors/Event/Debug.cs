namespace ActorTrading.Actors.Event;

/// <summary>A log entry for those who look for errors; log adapters make none unless the level is set to debug.</summary>
public sealed class Debug(string logSource, Type logClass, object message, Exception? cause = null, DateTime timestamp = default)
    : LogEvent(cause, logSource, logClass, message, timestamp)
{
    /// <inheritdoc/>
    public override LogLevel LogLevel() => Event.LogLevel.DebugLevel;
}
