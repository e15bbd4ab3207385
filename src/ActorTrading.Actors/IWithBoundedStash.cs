namespace ActorTrading.Actors;

/// <summary>Gives an actor a stash that holds <see cref="Props.WithStashCapacity"/> messages; one more is a <see cref="StashOverflowException"/>.</summary>
public interface IWithBoundedStash : IActorStash;
