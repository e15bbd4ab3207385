namespace ActorTrading.Actors.Persistence;

/// <summary>An event with names under which queries by tag find it; only the payload is stored and replayed.</summary>
public sealed record Tagged(object Payload, IReadOnlyCollection<string> Tags);
