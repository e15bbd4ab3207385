namespace ActorTrading.Actors;

/// <summary>Address of one incarnation of an actor. Equal when path and uid are equal.</summary>
public interface IActorRef : ICanTell, IEquatable<IActorRef>, IComparable<IActorRef>
{
    ActorPath Path { get; }
}
