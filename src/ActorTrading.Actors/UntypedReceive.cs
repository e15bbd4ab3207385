namespace ActorTrading.Actors;

public delegate void UntypedReceive(object message);
