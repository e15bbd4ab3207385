namespace ActorTrading.Actors.Internal;

internal sealed class NobodyRef : InternalActorRef
{
    public override ActorPath Path { get; } = new RootActorPath(new Address("akka", "all-systems")) / "Nobody";

    public override void Tell(object message, IActorRef? sender)
    {
    }
}
