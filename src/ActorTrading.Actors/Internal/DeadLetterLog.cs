using ActorTrading.Actors.Event;

namespace ActorTrading.Actors.Internal;

/// <summary>Writes the first dead letters to the log, falls silent, and speaks again after a while.</summary>
internal sealed class DeadLetterLog(ActorSystemImpl system)
{
    private readonly Lock _lock = new();
    private readonly int _limit = system.Options.LogDeadLetters;
    private readonly TimeSpan _pause = system.Options.LogDeadLettersSuspendDuration;
    private long _count;
    private long? _silentSince;

    public static void Attach(ActorSystemImpl system)
    {
        var log = new DeadLetterLog(system);
        var listener = new FunctionRef(system.RootPath / "deadLetterListener", (message, _) => log.Write((AllDeadLetters)message));
        system.EventStream.Subscribe<DeadLetter>(listener);
        system.EventStream.Subscribe<Dropped>(listener);
        system.EventStream.Subscribe<UnhandledMessage>(listener);
    }

    private void Write(AllDeadLetters letter)
    {
        if (system.IsTerminating && !system.Options.LogDeadLettersDuringShutdown)
        {
            return;
        }

        long count;
        string? note;
        lock (_lock)
        {
            count = ++_count;
            note = Note(count);
        }

        if (note is not null)
        {
            Publish(letter, count, note);
        }
    }

    /// <summary>What to add to the entry; null for no entry.</summary>
    private string? Note(long count)
    {
        if (_silentSince is { } since)
        {
            if (_pause == Timeout.InfiniteTimeSpan || system.TimeProvider.GetElapsedTime(since) < _pause)
            {
                return null;
            }

            _silentSince = null;
            _count = 0;
            return $", of which {count - _limit - 1} were not logged. The counter will be reset now";
        }

        if (count < _limit || _limit == int.MaxValue)
        {
            return string.Empty;
        }

        _silentSince = system.TimeProvider.GetTimestamp();
        return _pause == Timeout.InfiniteTimeSpan
            ? ", no more dead letters will be logged"
            : $", no more dead letters will be logged in next [{_pause}]";
    }

    private void Publish(AllDeadLetters letter, long count, string note)
    {
        var from = IsReal(letter.Sender) ? $" from {letter.Sender}" : string.Empty;
        var to = IsReal(letter.Recipient) || letter is DeadLetter ? $" to {letter.Recipient}" : string.Empty;
        var what = letter switch
        {
            Dropped dropped => $"dropped. {dropped.Reason}",
            UnhandledMessage => "unhandled",
            _ => "not delivered",
        };
        var text = $"Message [{letter.Message.GetType().Name}]{from}{to} was {what}. [{count}] dead letters encountered{note}.";
        var (source, type) = letter.Recipient is { } recipient
            ? (recipient.Path.ToString(), recipient.GetType())
            : (system.Name, typeof(ActorSystem));
        if (system.Log.IsInfoEnabled)
        {
            system.EventStream.Publish(new Info(source, type, text, null, system.TimeProvider.GetUtcNow().UtcDateTime));
        }
    }

    private bool IsReal(IActorRef? actor) => actor is not null && !ReferenceEquals(actor, system.DeadLettersRef);
}
