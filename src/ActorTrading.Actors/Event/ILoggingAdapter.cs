namespace ActorTrading.Actors.Event;

/// <summary>Writes log events; templates are formatted only when somebody reads them.</summary>
public interface ILoggingAdapter
{
    bool IsDebugEnabled { get; }

    bool IsInfoEnabled { get; }

    bool IsWarningEnabled { get; }

    bool IsErrorEnabled { get; }

    bool IsEnabled(LogLevel logLevel);

    void Debug(string format, params object?[] args);

    void Debug(Exception cause, string format, params object?[] args);

    void Info(string format, params object?[] args);

    void Info(Exception cause, string format, params object?[] args);

    void Warning(string format, params object?[] args);

    void Warning(Exception cause, string format, params object?[] args);

    void Error(string format, params object?[] args);

    void Error(Exception cause, string format, params object?[] args);

    void Log(LogLevel logLevel, string format, params object?[] args);

    void Log(LogLevel logLevel, Exception? cause, string format, params object?[] args);
}
