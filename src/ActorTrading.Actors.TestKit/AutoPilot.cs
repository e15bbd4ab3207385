namespace ActorTrading.Actors.TestKit;

/// <summary>Lets a test actor answer by itself.</summary>
public abstract class AutoPilot
{
    /// <summary>Result of <see cref="Run"/>: ends the pilot.</summary>
    public static NoAutoPilot NoAutoPilot => NoAutoPilot.Instance;

    /// <summary>Result of <see cref="Run"/>: this pilot stays.</summary>
    public static KeepRunning KeepRunning => KeepRunning.Instance;

    /// <returns>The pilot for the next message; null ends it.</returns>
    public abstract AutoPilot? Run(IActorRef sender, object message);
}
