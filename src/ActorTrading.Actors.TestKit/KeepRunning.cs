namespace ActorTrading.Actors.TestKit;

/// <summary>Returned by a pilot that stays as it is.</summary>
public sealed class KeepRunning : AutoPilot
{
    /// <summary>The only one: what a pilot returns to stay as it is. Must not be set as a pilot itself.</summary>
    public static readonly KeepRunning Instance = new();

    private KeepRunning()
    {
    }

    /// <exception cref="InvalidOperationException">Always: it stands for another pilot and cannot be one.</exception>
    public override AutoPilot Run(IActorRef sender, object message) =>
        throw new InvalidOperationException("KeepRunning only stands for the pilot that returned it: set that one.");
}
