namespace ActorTrading.Actors;

/// <summary>Gives an actor a stash.</summary>
public interface IWithStash : IActorStash;
