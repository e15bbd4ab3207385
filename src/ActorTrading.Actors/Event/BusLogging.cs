namespace ActorTrading.Actors.Event;

/// <summary>Publishes log events on an event stream.</summary>
public sealed class BusLogging(EventStream bus, string logSource, Type logClass, TimeProvider clock) : ILoggingAdapter
{
    /// <inheritdoc/>
    public bool IsDebugEnabled => IsEnabled(LogLevel.DebugLevel);

    /// <inheritdoc/>
    public bool IsInfoEnabled => IsEnabled(LogLevel.InfoLevel);

    /// <inheritdoc/>
    public bool IsWarningEnabled => IsEnabled(LogLevel.WarningLevel);

    /// <inheritdoc/>
    public bool IsErrorEnabled => IsEnabled(LogLevel.ErrorLevel);

    /// <summary>Is the level at or above that of the event stream as of now?</summary>
    public bool IsEnabled(LogLevel logLevel) => logLevel >= bus.LogLevel;

    /// <inheritdoc/>
    public void Debug(string format, params object?[] args) => Log(LogLevel.DebugLevel, null, format, args);

    /// <inheritdoc/>
    public void Debug(Exception cause, string format, params object?[] args) => Log(LogLevel.DebugLevel, cause, format, args);

    /// <inheritdoc/>
    public void Info(string format, params object?[] args) => Log(LogLevel.InfoLevel, null, format, args);

    /// <inheritdoc/>
    public void Info(Exception cause, string format, params object?[] args) => Log(LogLevel.InfoLevel, cause, format, args);

    /// <inheritdoc/>
    public void Warning(string format, params object?[] args) => Log(LogLevel.WarningLevel, null, format, args);

    /// <inheritdoc/>
    public void Warning(Exception cause, string format, params object?[] args) => Log(LogLevel.WarningLevel, cause, format, args);

    /// <inheritdoc/>
    public void Error(string format, params object?[] args) => Log(LogLevel.ErrorLevel, null, format, args);

    /// <inheritdoc/>
    public void Error(Exception cause, string format, params object?[] args) => Log(LogLevel.ErrorLevel, cause, format, args);

    /// <inheritdoc/>
    public void Log(LogLevel logLevel, string format, params object?[] args) => Log(logLevel, null, format, args);

    /// <summary>Publishes, on the caller's thread and without waiting; below the stream's level it does nothing at all.</summary>
    public void Log(LogLevel logLevel, Exception? cause, string format, params object?[] args)
    {
        if (!IsEnabled(logLevel))
        {
            return;
        }

        object message = args is null or [] ? format : new LogMessage(format, args);
        var now = clock.GetUtcNow().UtcDateTime;
        bus.Publish(logLevel switch
        {
            LogLevel.DebugLevel => new Debug(logSource, logClass, message, cause, now),
            LogLevel.InfoLevel => new Info(logSource, logClass, message, cause, now),
            LogLevel.WarningLevel => new Warning(logSource, logClass, message, cause, now),
            _ => (LogEvent)new Error(cause, logSource, logClass, message, now),
        });
    }
}
