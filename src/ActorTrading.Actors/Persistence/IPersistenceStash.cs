namespace ActorTrading.Actors.Persistence;

/// <summary>An actor whose commands are held back, in a stash of their own, while it recovers or stores events.</summary>
public interface IPersistenceStash : IWithUnboundedStash
{
    /// <summary>What becomes of a command that the stash has no room for. The room is that of <see cref="Props.WithStashCapacity"/>.</summary>
    IStashOverflowStrategy InternalStashOverflowStrategy { get; }
}
