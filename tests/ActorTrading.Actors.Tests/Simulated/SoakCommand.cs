namespace ActorTrading.Actors.Tests.Simulated;

/// <param name="Number">Ascending over everything sent.</param>
internal sealed record SoakCommand(int Number, string Verb);
