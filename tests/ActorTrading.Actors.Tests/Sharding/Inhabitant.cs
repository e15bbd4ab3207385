using ActorTrading.Actors.Sharding;

namespace ActorTrading.Actors.Tests.Sharding;

/// <summary>An entity that tells a probe what happens to it and does as it is told.</summary>
internal sealed class Inhabitant(string id, IActorRef probe) : UntypedActor
{
    private bool _stubborn;

    protected override void PreStart() => probe.Tell($"{id} up");

    protected override void PostStop() => probe.Tell($"{id} down");

    protected override void PreRestart(Exception reason, object message)
    {
    }

    protected override void PostRestart(Exception reason) => probe.Tell($"{id} again");

    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case "passivate":
                Context.Parent.Tell(new Passivate("bye"));
                break;
            case "crash":
                throw new InvalidOperationException("told to");
            case "stay":
                _stubborn = true;
                break;
            case "leave":
            case "bye" when !_stubborn:
                Context.Stop(Self);
                break;
            case "bye":
                probe.Tell($"{id} stays");
                break;
            case "who":
                Sender.Tell(Self);
                break;
            default:
                probe.Tell($"{id} {message}");
                break;
        }
    }
}
