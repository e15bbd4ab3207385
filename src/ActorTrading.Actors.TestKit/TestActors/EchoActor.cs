namespace ActorTrading.Actors.TestKit.TestActors;

/// <summary>Sends every message on to the test actor and, unless told otherwise, back to its sender.</summary>
public class EchoActor(IActorRef testActor, bool echoBackToSenderAsWell = true) : UntypedActor
{
    /// <summary>Makes a new one at each start and restart that sends on to the test actor of the kit.</summary>
    public static Props Props(TestKitBase testkit, bool echoBackToSenderAsWell = true) =>
        Actors.Props.CreateBy(() => new EchoActor(testkit.TestActor, echoBackToSenderAsWell));

    /// <summary>
    /// First back to the sender with the echo as sender (not where the sender is the test actor itself), then on to the test actor under the
    /// original sender.
    /// </summary>
    protected override void OnReceive(object message)
    {
        if (echoBackToSenderAsWell && !Sender.Equals(testActor))
        {
            Sender.Tell(message, Self);
        }

        testActor.Tell(message, Sender);
    }
}
