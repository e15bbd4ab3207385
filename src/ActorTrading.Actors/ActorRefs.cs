namespace ActorTrading.Actors;

/// <summary>What stands for an actor where there is none.</summary>
public static class ActorRefs
{
    /// <summary>Swallows every message; equal only to itself.</summary>
    public static readonly IActorRef Nobody = new Internal.NobodyRef();

    /// <summary>No sender at all: null.</summary>
    public static readonly IActorRef NoSender = null!;
}
