namespace ActorTrading.Actors.Internal;

/// <summary>On <see cref="BackoffSupervisor.Reset"/> only.</summary>
internal sealed record ManualReset : IBackoffReset;
