namespace ActorTrading.Actors;

/// <summary>An untyped actor with a stash that <see cref="Props.WithStashCapacity"/> can bound.</summary>
public abstract class UntypedActorWithStash : UntypedActor, IWithStash
{
    /// <inheritdoc/>
    public IStash Stash { get; set; } = null!;
}
