namespace ActorTrading.Actors;

/// <summary>What a search finds where no actor can be.</summary>
public static class Nobody
{
    /// <inheritdoc cref="ActorRefs.Nobody"/>
    public static IActorRef Instance => ActorRefs.Nobody;
}
