using ActorTrading.Actors.Event;

namespace ActorTrading.Actors.Internal;

/// <summary>Publishes whatever it is told; also stands in for actors that are gone or never were.</summary>
internal sealed class DeadLetterRef(ActorPath path, EventStream eventStream) : InternalActorRef
{
    public override ActorPath Path { get; } = path;

    public override bool IsTerminated => true;

    public override void Tell(object message, IActorRef? sender)
    {
        switch (message)
        {
            case null:
                throw new InvalidMessageException("Message is null");
            case Identify identify:
                sender?.Tell(new ActorIdentity(identify.MessageId, ActorRefs.Nobody), this);
                break;
            default:
                Publish(message, sender, this);
                break;
        }
    }

    /// <summary>A system message that found its receiver gone: a watch must still be answered.</summary>
    public static void Answer(SystemMessage message, InternalActorRef watchee)
    {
        if (message is SystemMessage.Watch watch && !watch.Watcher.Equals(watchee))
        {
            watch.Watcher.SendSystemMessage(new SystemMessage.DeathWatchNotification(watchee, existenceConfirmed: false));
        }
    }

    public override void SendSystemMessage(SystemMessage message) => Answer(message, this);

    /// <summary>What a mailbox has no room for, or was closed with. Dead letters among it are dropped: their other subscribers have them, and a full one would get them for ever.</summary>
    public void Undelivered(object message, IActorRef? sender, IActorRef recipient)
    {
        if (message is not AllDeadLetters)
        {
            Publish(message, sender, recipient);
        }
    }

    public void Publish(object message, IActorRef? sender, IActorRef recipient)
    {
        switch (message)
        {
            case DeadLetter { Message: not DeadLetter } letter:
                Publish(letter.Message, letter.Sender, letter.Recipient);
                break;
            case AllDeadLetters:
                eventStream.Publish(message);
                break;
            case Identify identify:
                sender?.Tell(new ActorIdentity(identify.MessageId, null), this);
                break;
            case IDeadLetterSuppression suppressed:
                (message as TimerMessage)?.Owner.CancelAll();
                eventStream.Publish(new SuppressedDeadLetter(suppressed, sender ?? this, this));
                break;
            default:
                eventStream.Publish(new DeadLetter(message, sender ?? this, recipient));
                break;
        }
    }
}
