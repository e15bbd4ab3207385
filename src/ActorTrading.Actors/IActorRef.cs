namespace ActorTrading.Actors;

/// <summary>Address of one incarnation of an actor. Equal when path and uid are equal.</summary>
public interface IActorRef : ICanTell, IEquatable<IActorRef>, IComparable<IActorRef>
{
    /// <summary>Where the actor lives; with its UID, which a later actor of the same name does not share.</summary>
    ActorPath Path { get; }
}
