namespace ActorTrading.Actors.Tests.Sharding;

/// <param name="Number">Unique, and rising per sender.</param>
internal sealed record SoakMessage(int Number, string Sender, string EntityId, string Verb);
