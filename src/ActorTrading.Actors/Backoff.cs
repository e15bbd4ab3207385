namespace ActorTrading.Actors;

/// <summary>Recipes for <see cref="BackoffSupervisor"/>.</summary>
public static class Backoff
{
    /// <summary>Starts the child again after a delay when it has stopped: for persistent actors, which stop when their journal fails.</summary>
    /// <param name="randomFactor">Up to this share is added to the delay at random; 0.2 = at most a fifth more.</param>
    /// <param name="maxNrOfRetries">-1 = no limit; beyond it the supervisor stops.</param>
    public static BackoffOptions OnStop(
        Props childProps, string childName, TimeSpan minBackoff, TimeSpan maxBackoff, double randomFactor, int maxNrOfRetries = -1) =>
        BackoffOptions.Create(onFailure: false, childProps, childName, minBackoff, maxBackoff, randomFactor, maxNrOfRetries);

    /// <summary>Starts the child again after a delay when it has thrown and its strategy says restart.</summary>
    public static BackoffOptions OnFailure(
        Props childProps, string childName, TimeSpan minBackoff, TimeSpan maxBackoff, double randomFactor, int maxNrOfRetries = -1) =>
        BackoffOptions.Create(onFailure: true, childProps, childName, minBackoff, maxBackoff, randomFactor, maxNrOfRetries);
}
