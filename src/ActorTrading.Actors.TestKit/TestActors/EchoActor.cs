namespace ActorTrading.Actors.TestKit.TestActors;

/// <summary>Sends every message on to the test actor and, unless told otherwise, back to its sender.</summary>
public class EchoActor(IActorRef testActor, bool echoBackToSenderAsWell = true) : UntypedActor
{
    public static Props Props(TestKitBase testkit, bool echoBackToSenderAsWell = true) =>
        Actors.Props.CreateBy(() => new EchoActor(testkit.TestActor, echoBackToSenderAsWell));

    protected override void OnReceive(object message)
    {
        if (echoBackToSenderAsWell && !Sender.Equals(testActor))
        {
            Sender.Tell(message, Self);
        }

        testActor.Tell(message, Sender);
    }
}
