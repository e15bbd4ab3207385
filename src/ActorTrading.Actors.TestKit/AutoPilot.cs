namespace ActorTrading.Actors.TestKit;

/// <summary>Lets a probe answer by itself.</summary>
public abstract class AutoPilot
{
    /// <returns>The pilot for the next message; null ends it.</returns>
    public abstract AutoPilot? Run(IActorRef sender, object message);
}
