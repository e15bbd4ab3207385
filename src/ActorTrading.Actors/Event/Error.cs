namespace ActorTrading.Actors.Event;

public sealed class Error(Exception? cause, string logSource, Type logClass, object message, DateTime timestamp = default)
    : LogEvent(cause, logSource, logClass, message, timestamp)
{
    public override LogLevel LogLevel() => Event.LogLevel.ErrorLevel;
}
