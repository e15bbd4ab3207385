namespace ActorTrading.Actors;

/// <summary>The part of a scheduler that runs actions: outside of every turn, so telling a message is the safer choice.</summary>
public interface IAdvancedScheduler : IActionScheduler;
