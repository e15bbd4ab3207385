namespace ActorTrading.Actors;

/// <summary>Handles every message that comes, in the actor's turn. What it throws is the actor's failure.</summary>
public delegate void UntypedReceive(object message);
