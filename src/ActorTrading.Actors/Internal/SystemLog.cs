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
            AttachSink(system, system.RootPath / "log", sink);
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

    /// <summary>The sink gets every log event that is not muted.</summary>
    public static void AttachSink(ActorSystemImpl system, ActorPath path, Action<LogEvent> sink)
    {
        var log = new FunctionRef(path, (message, _) =>
        {
            var entry = (LogEvent)message;
            if (!system.LogMutes.Hold(entry))
            {
                Write(sink, entry);
            }
        });
        system.EventStream.Subscribe<LogEvent>(log);
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
