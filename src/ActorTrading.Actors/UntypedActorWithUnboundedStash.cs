namespace ActorTrading.Actors;

/// <summary>An untyped actor with a stash that never overflows.</summary>
public abstract class UntypedActorWithUnboundedStash : UntypedActor, IWithUnboundedStash
{
    /// <inheritdoc/>
    public IStash Stash { get; set; } = null!;
}
