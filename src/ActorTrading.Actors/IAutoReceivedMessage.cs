namespace ActorTrading.Actors;

/// <summary>Handled by the actor's cell before its behaviour sees it.</summary>
public interface IAutoReceivedMessage;
