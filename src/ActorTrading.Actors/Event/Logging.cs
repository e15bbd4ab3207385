namespace ActorTrading.Actors.Event;

/// <summary>Makes logs, and turns levels into words and back.</summary>
public static class Logging
{
    /// <summary>A log whose source is the actor's path.</summary>
    public static ILoggingAdapter GetLogger(this IActorContext context) =>
        new BusLogging(context.System.EventStream, context.Self.Path.ToString(), context.Props.Type, context.System.TimeProvider);

    /// <summary>A log whose source is a name, or the short name of a type or of an object's type. It may be used from any thread.</summary>
    public static ILoggingAdapter GetLogger(ActorSystem system, object logSourceObj) => new BusLogging(
        system.EventStream,
        logSourceObj as string ?? (logSourceObj as Type ?? logSourceObj.GetType()).Name,
        logSourceObj as Type ?? logSourceObj.GetType(),
        system.TimeProvider);

    /// <summary>DEBUG, INFO, WARNING or ERROR, in capitals or not.</summary>
    /// <exception cref="ArgumentException">It is none of them.</exception>
    public static LogLevel LogLevelFor(string logLevel) => logLevel?.ToUpperInvariant() switch
    {
        "DEBUG" => LogLevel.DebugLevel,
        "INFO" => LogLevel.InfoLevel,
        "WARNING" => LogLevel.WarningLevel,
        "ERROR" => LogLevel.ErrorLevel,
        _ => throw new ArgumentException($"Unknown LogLevel: \"{logLevel}\". Valid values are: \"Debug\", \"Info\", \"Warning\", \"Error\"", nameof(logLevel)),
    };

    /// <summary>The level of a kind of log event.</summary>
    /// <exception cref="ArgumentException">It is none of <see cref="Debug"/>, <see cref="Info"/>, <see cref="Warning"/> and <see cref="Error"/>.</exception>
    public static LogLevel LogLevelFor<T>()
        where T : LogEvent =>
        typeof(T) == typeof(Debug) ? LogLevel.DebugLevel
        : typeof(T) == typeof(Info) ? LogLevel.InfoLevel
        : typeof(T) == typeof(Warning) ? LogLevel.WarningLevel
        : typeof(T) == typeof(Error) ? LogLevel.ErrorLevel
        : throw new ArgumentException($"{typeof(T)} has no log level of its own; right would be Debug, Info, Warning or Error.", nameof(T));

    /// <summary>The level in capitals, as <see cref="LogLevelFor(string)"/> reads it.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such level.</exception>
    public static string StringFor(this LogLevel logLevel) => logLevel switch
    {
        LogLevel.DebugLevel => "DEBUG",
        LogLevel.InfoLevel => "INFO",
        LogLevel.WarningLevel => "WARNING",
        LogLevel.ErrorLevel => "ERROR",
        _ => throw new ArgumentOutOfRangeException(nameof(logLevel), logLevel, "No such log level."),
    };
}
