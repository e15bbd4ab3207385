namespace ActorTrading.Actors.TestKit;

/// <summary>Returned by a pilot that is done.</summary>
public sealed class NoAutoPilot : AutoPilot
{
    /// <summary>The only one. Set as a pilot it does nothing, and is gone after one message.</summary>
    public static readonly NoAutoPilot Instance = new();

    private NoAutoPilot()
    {
    }

    /// <inheritdoc/>
    /// <remarks>Does nothing, which ends the pilot.</remarks>
    public override AutoPilot Run(IActorRef sender, object message) => this;
}
