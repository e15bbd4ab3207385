using ActorTrading.Engine;
using ActorTrading.Engine.Training;
using ActorTrading.Node.Cli;
using ActorTrading.Storage.Models;

namespace ActorTrading.Node.Composition;

/// <summary>Where a folder's pre-trained forecast models are, by decision timeframe.</summary>
internal static class ModelStore
{
    public static string NameFor(EngineOptions options) => $"forecast-{options.DecisionTimeframe}";

    /// <summary>The newest models for these settings, verified; null where there are none at all.</summary>
    /// <exception cref="CommandFailedException">They are damaged, or were trained for other settings.</exception>
    public static ForecastArtifact? TryLoad(ModelArtifactStore store, EngineOptions options, string folder)
    {
        var latest = store.Latest(NameFor(options));
        return latest is null ? null : Unpack(store, latest, options, folder);
    }

    /// <summary>The newest models in a folder that a user named; nothing is made there.</summary>
    /// <exception cref="UsageException">It is no folder.</exception>
    /// <exception cref="CommandFailedException">It has no models for these settings, or damaged ones.</exception>
    public static ForecastArtifact Read(string folder, EngineOptions options, TimeProvider clock)
    {
        var train = $"'actortrading train --candles FILE... --out {folder}'";
        if (!Directory.Exists(folder))
        {
            throw new UsageException($"--pretrained '{folder}' is not a folder: make one with {train}");
        }

        // Opening a store makes what is missing of it.
        var artifact = ModelArtifactStore.Exists(folder) ? TryLoad(ModelArtifactStore.Open(folder, clock), options, folder) : null;
        return artifact ?? throw new CommandFailedException($"'{folder}' has no models for {options.DecisionTimeframe} bars: train them with {train}");
    }

    /// <summary>The models of that version, as the journal names it.</summary>
    /// <exception cref="CommandFailedException">The folder does not have them.</exception>
    public static ForecastArtifact Load(ModelArtifactStore store, string version, EngineOptions options, string folder)
    {
        var wanted = store.List(NameFor(options)).FirstOrDefault(a => a.Sha256.StartsWith(version, StringComparison.Ordinal))
            ?? throw new CommandFailedException($"the journal was written with models {version}, and '{folder}' does not have them: put the folder back as it was.");
        return Unpack(store, wanted, options, folder);
    }

    private static ForecastArtifact Unpack(ModelArtifactStore store, ModelArtifact artifact, EngineOptions options, string folder)
    {
        try
        {
            return ForecastArtifact.Unpack(store.Open(artifact), options);
        }
        catch (InvalidDataException wrong)
        {
            throw new CommandFailedException($"models {artifact.Name} version {artifact.Version} in '{folder}' cannot be used: {wrong.Message}", wrong);
        }
    }
}
