namespace ActorTrading.Actors.Event;

/// <summary>Writes log events; templates are formatted only when somebody reads them.</summary>
public interface ILoggingAdapter
{
    /// <summary>Whether an event of that level would be made; ask before preparing something dear.</summary>
    bool IsDebugEnabled { get; }

    /// <summary>See <see cref="IsDebugEnabled"/>.</summary>
    bool IsInfoEnabled { get; }

    /// <summary>See <see cref="IsDebugEnabled"/>.</summary>
    bool IsWarningEnabled { get; }

    /// <summary>See <see cref="IsDebugEnabled"/>.</summary>
    bool IsErrorEnabled { get; }

    /// <summary>See <see cref="IsDebugEnabled"/>.</summary>
    bool IsEnabled(LogLevel logLevel);

    /// <summary>Publishes an event of that level; the format is that of <see cref="string.Format(string, object?[])"/> and is filled in only if somebody reads it.</summary>
    void Debug(string format, params object?[] args);

    /// <inheritdoc cref="Debug(string, object?[])"/>
    void Debug(Exception cause, string format, params object?[] args);

    /// <inheritdoc cref="Debug(string, object?[])"/>
    void Info(string format, params object?[] args);

    /// <inheritdoc cref="Debug(string, object?[])"/>
    void Info(Exception cause, string format, params object?[] args);

    /// <inheritdoc cref="Debug(string, object?[])"/>
    void Warning(string format, params object?[] args);

    /// <inheritdoc cref="Debug(string, object?[])"/>
    void Warning(Exception cause, string format, params object?[] args);

    /// <inheritdoc cref="Debug(string, object?[])"/>
    void Error(string format, params object?[] args);

    /// <inheritdoc cref="Debug(string, object?[])"/>
    void Error(Exception cause, string format, params object?[] args);

    /// <inheritdoc cref="Debug(string, object?[])"/>
    void Log(LogLevel logLevel, string format, params object?[] args);

    /// <inheritdoc cref="Debug(string, object?[])"/>
    void Log(LogLevel logLevel, Exception? cause, string format, params object?[] args);
}
