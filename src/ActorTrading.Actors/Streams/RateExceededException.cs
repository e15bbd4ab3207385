namespace ActorTrading.Actors.Streams;

/// <summary>A source was faster than an enforcing throttle allows.</summary>
public sealed class RateExceededException(string message) : Exception(message);
