namespace ActorTrading.Actors;

/// <summary>Gives an actor a stash; without <see cref="Props.WithStashCapacity"/> it takes any number of messages.</summary>
public interface IWithStash : IActorStash;
