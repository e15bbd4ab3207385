namespace ActorTrading.Actors.TestKit;

/// <summary>
/// A pilot made of a function. It runs in the test actor's turn, mostly on the thread that sends; where it throws, the test actor fails and the
/// message cannot be expected.
/// </summary>
/// <param name="autoPilotDelegate">Gets sender and message; returns the pilot for the next message, as <see cref="AutoPilot.Run"/> does.</param>
public sealed class DelegateAutoPilot(Func<IActorRef, object, AutoPilot?> autoPilotDelegate) : AutoPilot
{
    /// <inheritdoc/>
    public override AutoPilot? Run(IActorRef sender, object message) => autoPilotDelegate(sender, message);
}
