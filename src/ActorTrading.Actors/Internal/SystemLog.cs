using ActorTrading.Actors.Event;

namespace ActorTrading.Actors.Internal;

/// <summary>What the system itself listens to: the log sink, dead letters and unhandled messages.</summary>
internal static class SystemLog
{
    public static void Attach(ActorSystemImpl system)
    {
        var options = system.Options;
        if (options.LogSink is { } sink)
        {
            var log = new FunctionRef(system.RootPath / "log", (message, _) => Write(sink, (LogEvent)message));
            system.EventStream.Subscribe<LogEvent>(log);
        }

        if (options.LogDeadLetters > 0)
        {
            DeadLetterLog.Attach(system);
        }

        if (options.LogUnhandledMessages)
        {
            var listener = new FunctionRef(system.RootPath / "unhandledListener", (message, _) =>
            {
                var unhandled = (UnhandledMessage)message;
                system.Log.Debug("Unhandled message from {0}: {1}", unhandled.Sender, unhandled.Message);
            });
            system.EventStream.Subscribe<UnhandledMessage>(listener);
        }
    }

    /// <summary>The edge of the log: a failing sink must not break an actor, and cannot be logged.</summary>
    private static void Write(Action<LogEvent> sink, LogEvent entry)
    {
        try
        {
            sink(entry);
        }
        catch (Exception e)
        {
            Console.Error.WriteLine($"Log sink failed: {e.Message} while writing: {entry}");
        }
    }
}
