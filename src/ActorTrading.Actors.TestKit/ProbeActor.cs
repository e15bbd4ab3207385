namespace ActorTrading.Actors.TestKit;

/// <summary>Keeps what it receives for the test, and does a few things on its behalf.</summary>
internal sealed class ProbeActor(ReceivedMessages received) : ActorBase
{
    private AutoPilot? _pilot;

    internal sealed record DoWatch(IActorRef Subject, TaskCompletionSource Done);

    internal sealed record DoUnwatch(IActorRef Subject, TaskCompletionSource Done);

    internal sealed record SetPilot(AutoPilot? Pilot);

    protected override bool Receive(object message)
    {
        switch (message)
        {
            case DoWatch watch:
                Context.Watch(watch.Subject);
                watch.Done.SetResult();
                break;
            case DoUnwatch unwatch:
                Context.Unwatch(unwatch.Subject);
                unwatch.Done.SetResult();
                break;
            case SetPilot set:
                _pilot = set.Pilot;
                break;
            default:
                _pilot = _pilot?.Run(Sender, message);
                received.Add(new Envelope(message, Sender));
                break;
        }

        return true;
    }
}
