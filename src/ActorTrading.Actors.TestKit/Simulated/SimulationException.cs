namespace ActorTrading.Actors.TestKit.Simulated;

/// <summary>A scenario failed, or the simulation cannot go on. Names the seed that reproduces it.</summary>
public sealed class SimulationException(int seed, string message, Exception? cause = null) : Exception(message, cause)
{
    /// <summary>The seed that shows the failure again, with the same scenario and options.</summary>
    public int Seed { get; } = seed;
}
