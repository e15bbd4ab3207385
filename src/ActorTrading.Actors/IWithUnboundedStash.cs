namespace ActorTrading.Actors;

/// <summary>Gives an actor a stash that never overflows, whatever <see cref="Props.WithStashCapacity"/> says.</summary>
public interface IWithUnboundedStash : IActorStash;
