using ActorTrading.Engine.Symbols;

namespace ActorTrading.Engine.Models;

/// <summary>One expert for one horizon. Not thread-safe: an actor owns it.</summary>
public interface IForecastModel
{
    /// <summary>The expert's name within its horizon, for example <c>trees</c>.</summary>
    string Name { get; }

    /// <summary>What a prediction is traced back to: the first digits of the artifact's sha256, or <c>online</c>.</summary>
    string Version { get; }

    /// <summary>Sees every decision bar once, in order, before it learns and predicts there.</summary>
    void Observe(FeatureRow row);

    /// <summary>Learns a row whose outcome has just become known.</summary>
    void Learn(LabelledRow row);

    /// <summary>Fills probabilities of down, flat, up.</summary>
    void Predict(FeatureRow row, Span<double> probabilities);

    /// <summary>Writes everything that learning changed.</summary>
    void Save(BinaryWriter writer);

    /// <exception cref="InvalidDataException">The bytes are not a state of this model.</exception>
    void Load(BinaryReader reader);
}
