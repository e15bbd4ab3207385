using System.Globalization;

namespace ActorTrading.Actors.TestKit.Simulated;

/// <summary>
/// One scenario over many seeds. The first seed that fails ends it and is named in the error.
/// To run that seed alone, set the environment variable <c>SIMULATION_SEED</c> to it (or pass it to <see cref="Simulation.Run(int, Action{Simulation}, SimulationOptions)"/>).
/// </summary>
public static class Soak
{
    /// <summary>Environment variable: the one seed to run.</summary>
    public const string SeedVariable = "SIMULATION_SEED";

    /// <summary>Seeds 1 to <paramref name="seeds"/>, each in a simulation of its own, one after another on this thread.</summary>
    /// <exception cref="SimulationException">A seed failed; its cause is the inner exception.</exception>
    public static SoakReport Run(int seeds, Action<Simulation> scenario, SimulationOptions? options = null) =>
        Run(seeds, seed => Simulation.Run(seed, scenario, options));

    /// <inheritdoc cref="Run(int, Action{Simulation}, SimulationOptions)"/>
    public static SoakReport Run(int seeds, Func<Simulation, Task> scenario, SimulationOptions? options = null) =>
        Run(seeds, seed => Simulation.Run(seed, scenario, options));

    private static SoakReport Run(int seeds, Func<int, ulong> run)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(seeds);
        if (Environment.GetEnvironmentVariable(SeedVariable) is { Length: > 0 } only)
        {
            var seed = int.TryParse(only, NumberStyles.Integer, CultureInfo.InvariantCulture, out var number)
                ? number
                : throw new ArgumentException($"{SeedVariable} is '{only}'; right would be a whole number.");
            return new SoakReport(1, new HashSet<ulong> { RunOne(seed, run) }.Count);
        }

        var traces = new HashSet<ulong>();
        for (var seed = 1; seed <= seeds; seed++)
        {
            traces.Add(RunOne(seed, run));
        }

        return new SoakReport(seeds, traces.Count);
    }

    private static ulong RunOne(int seed, Func<int, ulong> run)
    {
        try
        {
            return run(seed);
        }
        catch (SimulationException e)
        {
            throw new SimulationException(seed, $"{e.Message}{Environment.NewLine}To run this seed alone: {SeedVariable}={seed}", e.InnerException ?? e);
        }
    }
}
