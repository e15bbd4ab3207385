namespace ActorTrading.Actors.TestKit.TestActors;

/// <summary>Forwards every message to another actor under its original sender.</summary>
public class ForwardActor(IActorRef target) : UntypedActor
{
    public static Props Props(IActorRef target) => Actors.Props.CreateBy(() => new ForwardActor(target));

    protected override void OnReceive(object message) => target.Forward(message);
}
