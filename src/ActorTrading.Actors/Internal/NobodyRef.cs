namespace ActorTrading.Actors.Internal;

internal sealed class NobodyRef : InternalActorRef
{
    public override ActorPath Path { get; } = new ActorPath(new Address("akka", "all-systems")) / "Nobody";

    public override void Tell(object message, IActorRef? sender)
    {
    }
}
