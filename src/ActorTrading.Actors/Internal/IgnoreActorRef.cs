namespace ActorTrading.Actors.Internal;

/// <summary>Throws everything away; a watch of it is never answered.</summary>
internal sealed class IgnoreActorRef(ActorPath path) : InternalActorRef
{
    public override ActorPath Path { get; } = path;

    public override void Tell(object message, IActorRef? sender)
    {
    }
}
