namespace ActorTrading.Actors.TestKit;

/// <summary>An expectation of the test kit was not met.</summary>
public sealed class AssertionException(string message, Exception? cause = null) : Exception(message, cause);
