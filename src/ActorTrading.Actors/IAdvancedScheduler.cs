namespace ActorTrading.Actors;

public interface IAdvancedScheduler : IActionScheduler;
