namespace ActorTrading.Actors;

/// <summary>An untyped actor with a stash that <see cref="Props.WithStashCapacity"/> bounds.</summary>
public abstract class UntypedActorWithBoundedStash : UntypedActor, IWithBoundedStash
{
    /// <inheritdoc/>
    public IStash Stash { get; set; } = null!;
}
