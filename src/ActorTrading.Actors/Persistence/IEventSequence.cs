namespace ActorTrading.Actors.Persistence;

/// <summary>What a read adapter makes of one stored event. Made by <see cref="EventSequence"/>.</summary>
public interface IEventSequence
{
    IEnumerable<object> Events { get; }
}
