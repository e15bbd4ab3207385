namespace ActorTrading.Actors;

/// <summary>A supervisor's answer to the failure of a child.</summary>
public enum Directive
{
    /// <summary>Go on with the next message; state is kept.</summary>
    Resume,

    /// <summary>A new instance takes over mailbox and address.</summary>
    Restart,

    /// <summary>Fail oneself.</summary>
    Escalate,

    /// <summary>The child ends for good: its PostStop runs, what it has not read becomes dead letters, and its name becomes free.</summary>
    Stop,
}
