namespace ActorTrading.Actors;

/// <summary>Not to be accepted from strangers.</summary>
public interface IPossiblyHarmful;
