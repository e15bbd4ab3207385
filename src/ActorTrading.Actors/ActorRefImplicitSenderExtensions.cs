using ActorTrading.Actors.Internal;

namespace ActorTrading.Actors;

/// <summary>Tells without naming the sender: it is taken from the actor whose turn this is.</summary>
public static class ActorRefImplicitSenderExtensions
{
    /// <summary>Tells with the actor whose turn this is as the sender, or none outside of an actor.</summary>
    public static void Tell(this IActorRef receiver, object message) => receiver.Tell(message, ActorCell.CurrentSelfOrNoSender);

    /// <summary>Passes a message on under its original sender. Only inside an actor's turn.</summary>
    public static void Forward(this IActorRef receiver, object message) => receiver.Tell(message, ActorCell.CurrentSenderOrNoSender);
}
