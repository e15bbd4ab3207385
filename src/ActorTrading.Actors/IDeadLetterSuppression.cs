namespace ActorTrading.Actors;

/// <summary>Undelivered, it is published as <see cref="Event.SuppressedDeadLetter"/> instead of <see cref="Event.DeadLetter"/>.</summary>
public interface IDeadLetterSuppression;
