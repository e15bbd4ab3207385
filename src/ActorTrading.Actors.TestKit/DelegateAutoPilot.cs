namespace ActorTrading.Actors.TestKit;

public sealed class DelegateAutoPilot(Func<IActorRef, object, AutoPilot?> autoPilotDelegate) : AutoPilot
{
    public override AutoPilot? Run(IActorRef sender, object message) => autoPilotDelegate(sender, message);
}
