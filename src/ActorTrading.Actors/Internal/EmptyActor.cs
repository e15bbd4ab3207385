namespace ActorTrading.Actors.Internal;

/// <summary>Knows no message.</summary>
internal sealed class EmptyActor : UntypedActor
{
    protected override void OnReceive(object message) => Unhandled(message);
}
