namespace ActorTrading.Actors.Internal;

/// <summary>Runs a function on the sender's thread for each message.</summary>
internal sealed class FunctionRef(ActorPath path, Action<object, IActorRef?> onMessage, Action<SystemMessage>? onSystemMessage = null) : InternalActorRef
{
    public override ActorPath Path { get; } = path;

    public override void Tell(object message, IActorRef? sender) => onMessage(message, sender);

    public override void SendSystemMessage(SystemMessage message) => onSystemMessage?.Invoke(message);
}
