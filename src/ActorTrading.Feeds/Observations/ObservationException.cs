namespace ActorTrading.Feeds.Observations;

/// <summary>A source cannot be reached or its answer is not a series. The message names series, place (without a password) and what would be right.</summary>
public sealed class ObservationException(string message, Exception? cause = null) : Exception(message, cause);
