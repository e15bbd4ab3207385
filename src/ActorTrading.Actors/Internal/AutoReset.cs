namespace ActorTrading.Actors.Internal;

/// <summary>When the child has lived that long after a restart.</summary>
internal sealed record AutoReset(TimeSpan ResetBackoff) : IBackoffReset;
