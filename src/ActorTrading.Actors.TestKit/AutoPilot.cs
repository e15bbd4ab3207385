namespace ActorTrading.Actors.TestKit;

/// <summary>Lets a test actor answer by itself.</summary>
public abstract class AutoPilot
{
    /// <summary>Result of <see cref="Run"/>: ends the pilot.</summary>
    public static NoAutoPilot NoAutoPilot => NoAutoPilot.Instance;

    /// <summary>Result of <see cref="Run"/>: this pilot stays.</summary>
    public static KeepRunning KeepRunning => KeepRunning.Instance;

    /// <summary>
    /// Runs for each message in the order of arrival, before it can be expected and also where it is ignored, in the test actor's turn.
    /// Where it throws, the test actor fails and the message cannot be expected.
    /// </summary>
    /// <returns>The pilot for the next message; null ends it.</returns>
    public abstract AutoPilot? Run(IActorRef sender, object message);
}
