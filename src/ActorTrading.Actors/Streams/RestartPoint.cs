namespace ActorTrading.Actors.Streams;

/// <summary>Where a source that is started has to go on.</summary>
/// <param name="Starts">Starts before this one; 0 at first.</param>
/// <param name="HasDelivered">Whether any start has delivered an element.</param>
/// <param name="LastDelivered">The last element the consumer was given, by whichever start; meaningless without <paramref name="HasDelivered"/>.</param>
/// <param name="Cause">Why the start before failed; null when it completed or there was none.</param>
public readonly record struct RestartPoint<T>(int Starts, bool HasDelivered, T? LastDelivered, Exception? Cause);
