namespace ActorTrading.Actors.Event;

public sealed class Info(string logSource, Type logClass, object message, Exception? cause = null, DateTime timestamp = default)
    : LogEvent(cause, logSource, logClass, message, timestamp)
{
    public override LogLevel LogLevel() => Event.LogLevel.InfoLevel;
}
