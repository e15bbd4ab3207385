namespace ActorTrading.Actors.TestKit.TestActors;

/// <summary>Forwards every message to another actor under its original sender.</summary>
public class ForwardActor(IActorRef target) : UntypedActor
{
    /// <summary>Makes a new one at each start and restart that forwards to the target.</summary>
    public static Props Props(IActorRef target) => Actors.Props.CreateBy(() => new ForwardActor(target));

    /// <summary>Passes the message on in the order of arrival, under its original sender.</summary>
    protected override void OnReceive(object message) => target.Forward(message);
}
