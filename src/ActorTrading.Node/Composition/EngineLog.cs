using ActorTrading.Actors.Event;
using ActorTrading.Actors.Persistence;
using ActorTrading.Node.Logging;
using ActorTrading.Storage;
using LogLevel = Microsoft.Extensions.Logging.LogLevel;

namespace ActorTrading.Node.Composition;

/// <summary>Hands the actors' log on.</summary>
internal static class EngineLog
{
    /// <summary>Warnings and errors as plain lines: for verbs whose output is something else.</summary>
    public static Action<LogEvent> To(TextWriter error)
    {
        var writer = TextWriter.Synchronized(error);
        return e =>
        {
            if (e.LogLevel() >= Actors.Event.LogLevel.WarningLevel)
            {
                writer.WriteLine($"{(e is Error ? "error" : "warning")}: {e.Message}");
            }
        };
    }

    /// <summary>Everything into the node's log.</summary>
    /// <param name="broken">Told when the journal refuses a write in a way that does not pass by itself.</param>
    public static Action<LogEvent> To(ILogger logger, Action<Exception> broken) => e =>
    {
        logger.ActorSaid(
            e switch
            {
                Error => LogLevel.Error,
                Warning => LogLevel.Warning,
                Info => LogLevel.Information,
                _ => LogLevel.Debug,
            },
            e.Cause is StorageException or StaleWriterException ? null : e.Cause, // its message says it all
            e.LogSource,
            e.Message.ToString() ?? "");
        if (e is Error { Cause: { } cause } && IsForGood(cause))
        {
            broken(cause);
        }
    };

    private static bool IsForGood(Exception cause) => cause is StaleWriterException
        or StorageException { Failure: StorageFailure.Full or StorageFailure.Io or StorageFailure.ReadOnly or StorageFailure.Corrupt };
}
