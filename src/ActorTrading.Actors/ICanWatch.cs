namespace ActorTrading.Actors;

/// <summary>Is told when actors stop.</summary>
public interface ICanWatch
{
    /// <summary>Asks for one <see cref="Terminated"/> when the subject stops, also when it has already stopped.</summary>
    IActorRef Watch(IActorRef subject);

    /// <summary>As <see cref="Watch"/>, with a message of your own in place of <see cref="Terminated"/>.</summary>
    IActorRef WatchWith(IActorRef subject, object message);

    /// <summary>Ends the watch; a notice that already waits in the mailbox is dropped.</summary>
    IActorRef Unwatch(IActorRef subject);
}
