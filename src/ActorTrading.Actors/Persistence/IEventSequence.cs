namespace ActorTrading.Actors.Persistence;

/// <summary>What a read adapter makes of one stored event. Made by <see cref="EventSequence"/>.</summary>
public interface IEventSequence
{
    /// <summary>In the order in which they are replayed. Read in the actor's turn; what it throws ends the recovery.</summary>
    IEnumerable<object> Events { get; }
}
