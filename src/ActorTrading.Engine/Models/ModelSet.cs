using ActorTrading.Market;

namespace ActorTrading.Engine.Models;

/// <summary>The experts of every horizon, as training made them or untrained.</summary>
/// <param name="Version">First digits of the artifact's sha256, or <c>untrained</c>.</param>
public sealed record ModelSet(string Version, IReadOnlyDictionary<Horizon, HorizonModels> Horizons)
{
    /// <exception cref="ArgumentException">There are no models for that horizon.</exception>
    public HorizonModels For(Horizon horizon) => Horizons.TryGetValue(horizon, out var models)
        ? models
        : throw new ArgumentException($"Models {Version} know {string.Join(' ', Horizons.Keys)}, not {horizon}.", nameof(horizon));
}
