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
            var left = options.LogDeadLetters;
            var listener = new FunctionRef(system.RootPath / "deadLetterListener", (message, _) =>
            {
                var letter = (DeadLetter)message;
                if (system.IsTerminating || Interlocked.Decrement(ref left) is var now && now < 0)
                {
                    return;
                }

                system.Log.Info(
                    "Message [{0}] from {1} to {2} was not delivered.{3}",
                    letter.Message.GetType().Name,
                    letter.Sender,
                    letter.Recipient,
                    now == 0 ? " Further dead letters are not logged." : string.Empty);
            });
            system.EventStream.Subscribe<DeadLetter>(listener);
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
